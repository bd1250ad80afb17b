"""Toutiao (头条号): articles of 2018–20 and of today, also saved before their script drew them; galleries; posts.

The account is the one in the line under the headline. Until 2020 the article stands a second time in the script
`BASE_DATA`, later in `RENDER_DATA`; a page saved without its drawn article is read from there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from articles.parsing.common.counts import count
from articles.parsing.common.places import ip_location
from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.sites import (
    attribute_at,
    find,
    has_elements,
    moment_in,
    named,
    read_body,
    related,
    text_at,
    texts_at,
)
from articles.parsing.document.page import Draft, Page, squeeze
from articles.parsing.menus import menu_named
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.platforms.toutiao.gallery import is_gallery, read_gallery
from articles.parsing.platforms.toutiao.post import is_phone_article, is_post, read_phone_article, read_post
from articles.parsing.platforms.toutiao.site import SITE, account_of, address_of
from articles.parsing.platforms.toutiao.video import is_video, read_video
from articles.parsing.scripts.embedded import nested, script_state, script_string, unescape_markup
from articles.parsing.scripts.state import inner, markup, words
from articles.parsing.times.dates import find_moment, from_timestamp

_NO_BODY = frozenset(("article-tag", "article-actions", "detail-like", "article__read-more"))
_NOT_A_NAME = frozenset(("原创", "转载", "首发", "·", "•"))
_STRING = r"\s{0,4}:\s{0,4}'((?:[^'\\\n]|\\.)*)'"
_TITLE, _CONTENT = re.compile(r"\btitle" + _STRING), re.compile(r"\bcontent" + _STRING)
_IS_ORIGINAL = re.compile(r"\bisOriginal\s?:\s?true")


def _is_2019(page: Page) -> bool:
    return has_elements(page, (".article-box", ".article-sub"))


def _is_2021(page: Page) -> bool:
    return has_elements(page, (".tt-article-content, .syl-article-base",))


def _is_script(page: Page) -> bool:
    return page.is_html and ("BASE_DATA" in page.text or "RENDER_DATA" in page.text)


def read_2019(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".article-box h1"), url=address_of(page))
    _read_byline(draft, page, ".article-sub", ".user-card-name a")
    draft.comment_count = count(text_at(page, ".share-count span"))
    body = find(page, ".article-box .article-content")
    read_body(draft, body, _NO_BODY)
    recommended = related(
        page, lists=".detail-feed", titles=".title-box", sources='[ga_event="article_name_click"]', base=SITE
    )
    draft.recommendations = [replace(item, source=(item.source or "").strip(" ⋅·") or None) for item in recommended]
    return draft if draft.paragraphs else read_script(page)


def read_2021(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".article-content h1, h1"), url=address_of(page))
    _read_byline(draft, page, ".article-meta", ".article-meta .name a")
    body = page.first("article.tt-article-content, .syl-article-base")
    read_body(draft, body, _NO_BODY)
    return draft if draft.paragraphs else read_script(page)


def read_script(page: Page) -> Draft:
    """The article as `RENDER_DATA` or `BASE_DATA` holds it."""
    for item in nested(script_state(page, 'script[id="RENDER_DATA"]')):
        if "<" in markup(item, "content") and words(item, "title"):
            return _from_object(page, item)
    return _from_base_data(page)


def _from_object(page: Page, item: dict[str, Any]) -> Draft:
    draft = Draft(headline=words(item, "title"), url=address_of(page))
    read_body(draft, markup(item, "content"), _NO_BODY)
    stamp = words(item, "publishTime", "publish_time", "createTime") or ""
    is_number = stamp.isascii() and stamp.isdigit() and len(stamp) <= 13
    draft.published_at = from_timestamp(int(stamp)) if is_number else moment_in(stamp)
    user = next(filter(None, (inner(item, key) for key in ("mediaUser", "mediaInfo", "media_user"))), {})
    name = words(user, "screenName", "screen_name", "name") or words(item, "source", "detailSource")
    draft.source = named(name, external_id=words(user, "id", "userId"))
    if item.get("isOriginal") is True:
        draft.declared_in_element = ["原创"]
    return draft


def _from_base_data(page: Page) -> Draft:
    start = page.text.find("articleInfo", max(0, page.text.find("BASE_DATA")))
    script = page.text[start:] if start >= 0 else ""
    title, content = _TITLE.search(script), _CONTENT.search(script)
    draft = Draft(headline=squeeze(unescape_markup(title[1])) if title else None, url=address_of(page))
    if not content:
        return draft
    read_body(draft, unescape_markup(content[1]), _NO_BODY)
    rest = script[content.end() :]
    draft.source = named(script_string(rest, "source"), **account_of(script_string(rest, "openUrl")))
    draft.published_at = moment_in(script_string(rest, "time"))
    if _IS_ORIGINAL.search(rest[:2_000]):
        draft.declared_in_element = ["原创"]
    return draft


def _read_byline(draft: Draft, page: Page, line: str, account: str) -> None:
    """原创 · name · time in any order, and where the writer is; the account's link stands in its card or here."""
    name = text_at(page, f"{line} .name")
    for word in texts_at(page, f"{line} span"):
        found = find_moment(word)
        if word == "原创":
            draft.declared_in_element = [word]
        elif found:
            draft.published_at = draft.published_at or found[0]
        elif place := ip_location(word, None):
            draft.ip_location = draft.ip_location or place
        elif word and word not in _NOT_A_NAME:
            name = name or word
    draft.source = named(name or text_at(page, account), **account_of(attribute_at(page, account, "href")))


PLATFORM = Platform(
    code="toutiao",
    zh="头条号",
    en="Toutiao Hao",
    hosts=("toutiao.com",),
    marks=("toutiao.com", "pstatp.com", "toutiaoimg.com", "toutiaostatic.com"),
    templates=(
        Template("toutiao_gallery_2018", is_gallery, read_gallery, Pages.UNCLAIMED),
        Template("toutiao_2019", _is_2019, read_2019, Pages.UNCLAIMED),
        Template("toutiao_2021", _is_2021, read_2021, Pages.UNCLAIMED),
        Template("toutiao_post_2020", is_post, read_post, Pages.UNCLAIMED),
        Template("toutiao_video_2020", is_video, read_video),
        Template("toutiao_script", _is_script, read_script),
        Template("toutiao_phone_2021", is_phone_article, read_phone_article),
    ),
    menu=menu_named("toutiao"),
    before=("baijiahao",),  # pages of both platforms may have the elements that both templates look for
    furniture=furniture_named("toutiao"),
)
