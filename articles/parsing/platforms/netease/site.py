"""What the NetEase templates share: how to know the site, its counts, its links."""

from __future__ import annotations

from articles.parsing.common.counts import count
from articles.parsing.document.page import Page, web_address

_HOSTS = ("163.com", "126.net", "netease.com")
_MARKS = ('id="ne_wrap"', "163.com/", "ws.126.net/", "ne_article_source")


def is_netease(page: Page) -> bool:
    """By the submitter's word, the page's address, or the site's own marks in the markup."""
    if page.platform is not None:
        return page.platform == "netease"
    if page.host:
        return page.host.endswith(_HOSTS)
    return any(mark in page.text for mark in _MARKS)


def comment_count(page: Page, fallback: str) -> int | None:
    """The number of comments (跟贴) the page shows; `fallback` names the element that shows it elsewhere."""
    return count(page.text_of(".post_comment_tiecount .js-tiecount") or page.text_of(fallback))


def absolute(href: str | None) -> str | None:
    """A link as an http(s) address; None for anything else: it is shown as a link later."""
    return web_address("https:" + href if href and href.startswith("//") else href)
