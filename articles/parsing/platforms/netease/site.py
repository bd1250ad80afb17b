"""Functions that the NetEase templates share: recognition of the site, counts, links."""

from __future__ import annotations

from articles.parsing.common.counts import count
from articles.parsing.document.page import Page, web_address

_HOSTS = ("163.com", "126.net", "netease.com")
_MARKS = ('id="ne_wrap"', "163.com/", "ws.126.net/", "ne_article_source")


def is_netease(page: Page) -> bool:
    """Whether the page is NetEase's, by the submitted platform, the URL, or marks in the markup."""
    if page.platform is not None:
        return page.platform == "netease"
    if page.host:
        return page.host.endswith(_HOSTS)
    return any(mark in page.text for mark in _MARKS)


def comment_count(page: Page, fallback: str) -> int | None:
    """Return the shown number of comments (跟贴); `fallback` selects another element that may show it."""
    return count(page.text_of(".post_comment_tiecount .js-tiecount") or page.text_of(fallback))


def absolute(href: str | None) -> str | None:
    """Resolve a link to an http(s) URL; None for anything else, because the product shows it as a link."""
    return web_address("https:" + href if href and href.startswith("//") else href)
