"""Functions that the NetEase templates share: recognition of the site, data of the page's element, notices, links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.common.counts import count
from articles.parsing.document.fragments import read_fragment
from articles.parsing.document.page import Page, short_text, squeeze, web_address
from articles.parsing.document.region import upwards
from articles.parsing.hosts import asset_hosts, host_of, is_within, stated_address

_HOSTS = ("163.com", "126.net", "netease.com")
_MOST_ABOVE, _MOST_NOTICES, _MOST_NODES, _LONGEST_NOTICE = 12, 10, 60, 5_000
_UNSEEN = frozenset(("script", "style", "template", "noscript"))
_ELEMENTS = "#ne_wrap, #ne_article_source, .post_wemedia_name, .post_wemedia_title"


def is_netease(page: Page) -> bool:
    """Whether the page is NetEase's, by the submitted platform, the URL, its own elements, or what it is built from."""
    if page.platform is not None:
        return page.platform == "netease"
    if page.host:
        return is_within(page.host, _HOSTS)
    if "netease" not in page.known:
        page.known["netease"] = _is_built_by_netease(page)
    return page.known["netease"]


def _is_built_by_netease(page: Page) -> bool:
    if page.has(_ELEMENTS) or is_within(host_of(stated_address(page)), _HOSTS):
        return True
    return any(is_within(host, _HOSTS) for host in asset_hosts(page))


def comment_count(page: Page, fallback: str) -> int | None:
    """Return the shown number of comments (跟贴); `fallback` selects another element that may show it."""
    return count(page.text_of(".post_comment_tiecount .js-tiecount") or page.text_of(fallback))


def absolute(href: str | None) -> str | None:
    """Resolve a link to an http(s) URL; None for anything else, because the product shows it as a link."""
    return web_address("https:" + href if href and href.startswith("//") else href)


def own_data(heading: LexborNode | None) -> dict[str, str]:
    """Read the `data-…` attributes of the elements around a headline; the nearest element wins.

    Lists of other articles carry the same attributes, but they do not hold the headline.
    """
    found: dict[str, str] = {}
    for element in islice(upwards(heading), _MOST_ABOVE) if heading is not None else ():
        for name, value in element.attributes.items():
            if name.startswith("data-") and value and value.strip():
                found.setdefault(name, value.strip())
    return found


def notices_of(page: Page, selector: str) -> list[str]:
    """List the notices in the elements that `selector` finds: one per paragraph or line."""
    found: dict[str, None] = {}
    for holder in page.tree.css(selector)[:_MOST_NOTICES]:
        markup = holder.html or ""
        if len(markup) > _LONGEST_NOTICE:  # an element that is not closed holds the rest of the page
            found.setdefault(short_text(holder))
        else:
            found.update(dict.fromkeys(read_fragment(markup).paragraphs))
    return [text for text in found if text]


def text_nodes(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the first visible text nodes below `node` that are not blank."""
    for below in islice(node.traverse(include_text=True), _MOST_NODES):
        seen = below.parent is None or below.parent.tag not in _UNSEEN
        if below.is_text_node and seen and squeeze(below.text_content or ""):
            yield below
