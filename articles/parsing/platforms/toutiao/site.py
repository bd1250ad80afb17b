"""Functions that the Toutiao templates share: accounts and addresses of articles."""

from __future__ import annotations

import re

from articles.parsing.common.sites import absolute
from articles.parsing.document.page import Page

SITE = "https://www.toutiao.com"
_ARTICLE_ID = re.compile(r"/(?:article/|group/|item/|video/|[aiw]/?)(\d{10,22})\b")
_KINDS = {"/w/": "w", "/video/": "video"}
_ACCOUNT_ID = re.compile(r"/c/user/(?:token/)?(?!token/)([A-Za-z0-9_-]{4,120})/")


def account_of(href: str | None) -> dict[str, str | None]:
    """Return id and profile of the account that a link leads to, as arguments of `named`."""
    account = _ACCOUNT_ID.search((href or "").split("?")[0] + "/")
    return {"external_id": account[1], "profile_url": absolute(href, SITE)} if account else {}


def address_of(page: Page) -> str | None:
    stated = page.meta("og:url") or page.attribute('link[rel="canonical"]', "href")
    mobile = page.attribute('link[rel="alternate"][href*="toutiao.com"]', "href")
    return article_address(stated or mobile) or stated


def article_address(link: str | None) -> str | None:
    """Return the address of the desktop page of an article, a post or a video; None for any other link."""
    found = _ARTICLE_ID.search(link or "")
    kind = next((name for part, name in _KINDS.items() if part in (link or "")), "article")
    return f"{SITE}/{kind}/{found[1]}/" if found else None
