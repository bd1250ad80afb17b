"""Hosts of URLs, the URL that a page states for itself, and the hosts that serve its scripts and styles."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from urllib.parse import urlsplit

from articles.parsing.document.page import Page

_ASSETS = "script[src], link[href]"
_PICTURES = "img[src]"
_MOST_ELEMENTS = 2_000
_NO_ASSET = frozenset(
    ("canonical", "alternate", "amphtml", "shortlink", "next", "prev", "author", "license", "search", "pingback",
     "image_src", "dns-prefetch", "preconnect", "prerender")
)  # fmt: skip
_REGISTRIES = frozenset(("com", "net", "org", "gov", "edu", "ac"))  # second levels under a country: example.com.cn


def stated_address(page: Page) -> str | None:
    """Return the URL that a page states for itself, or None; `//host/path` gets https."""
    address = page.meta("og:url") or page.attribute('link[rel="canonical"]', "href")
    return "https:" + address if address and address.startswith("//") else address


def host_of(address: str | None) -> str:
    """Return the lower-case host of a URL, without port and trailing dot; empty without one or for a malformed URL."""
    try:
        # Browsers read a backslash as a slash; `https://a.example\\@b.example` is an address of a.example.
        host = urlsplit((address or "").strip().replace("\\", "/")).hostname or ""
    except ValueError:
        return ""  # a malformed URL identifies no platform
    return host.rstrip(".").lower()


def is_within(host: str, domains: tuple[str, ...]) -> bool:
    """Whether a lower-case host is one of the `domains` or below one, label by label."""
    return any(host == domain or host.endswith("." + domain) for domain in domains)


def asset_hosts(page: Page) -> Counter[str]:
    """Count the distinct scripts and styles of a page by host; those with relative addresses count under "".

    Links, frames and addresses inside text or scripts name other sites as often as the page's own, so they do not
    count.
    """
    addresses: dict[str, None] = {}
    for node in islice(page.tree.css(_ASSETS), _MOST_ELEMENTS):
        attributes = node.attributes
        if node.tag == "script":
            addresses[(attributes.get("src") or "").strip()] = None
        elif _NO_ASSET.isdisjoint((attributes.get("rel") or "").lower().split()):
            addresses[(attributes.get("href") or "").strip()] = None
    return Counter(host_of(address) for address in addresses if address and _may_have_host(address))


def picture_hosts(page: Page) -> Counter[str]:
    """Count the pictures of a page by host."""
    nodes = islice(page.tree.css(_PICTURES), _MOST_ELEMENTS)
    return Counter(filter(None, (host_of(node.attributes.get("src")) for node in nodes)))


def site_of(host: str) -> str:
    """Return the part of a host that one owner registers: `i.news.example.com.cn` → `example.com.cn`."""
    labels = host.split(".")
    is_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _REGISTRIES
    return ".".join(labels[-3 if is_country else -2 :])


def _may_have_host(address: str) -> bool:
    """Whether the address is relative or of the web: extensions of browsers and inlined data come from no site."""
    scheme, colon, _ = address[:40].partition(":")
    return not colon or "/" in scheme or scheme.lower() in {"http", "https"}
