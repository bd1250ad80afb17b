"""A page's own stated URL, and hosts of URLs."""

from __future__ import annotations

from urllib.parse import urlsplit

from articles.parsing.document.page import Page


def stated_address(page: Page) -> str | None:
    """Return the URL that a page states for itself, or None; `//host/path` gets https."""
    address = page.meta("og:url") or page.attribute('link[rel="canonical"]', "href")
    return "https:" + address if address and address.startswith("//") else address


def host_of(address: str | None) -> str:
    """Return the lower-case host of a URL; empty without one or for a malformed URL."""
    try:
        return (urlsplit(address or "").hostname or "").lower()
    except ValueError:
        return ""  # a malformed URL identifies no platform
