"""The address that a page gives for itself, and hosts of addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from articles.parsing.document.page import Page


def stated_address(page: Page) -> str | None:
    """The address a page gives for itself, or None; `//host/path` gets https."""
    address = page.meta("og:url") or page.attribute('link[rel="canonical"]', "href")
    return "https:" + address if address and address.startswith("//") else address


def host_of(address: str | None) -> str:
    """The lower-case host of an address; empty when there is none or the address is malformed."""
    try:
        return (urlsplit(address or "").hostname or "").lower()
    except ValueError:
        return ""  # a malformed address names no platform
