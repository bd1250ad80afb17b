"""Zhihu (知乎) articles and answers: as pages hold them in `js-initialData` (since 2018), else as they are drawn.

The headline of an answer is its question. A page with several answers is read only when its address names one.
"""

from __future__ import annotations

import re
from typing import Any

from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.posts import place_of, time_of
from articles.parsing.common.sites import (
    absolute,
    attribute_at,
    count_in,
    filled,
    has_text,
    moment_in,
    named,
    own_address,
    read_body,
    text_at,
)
from articles.parsing.declarations.adjacent_text import declarations_beside
from articles.parsing.document.page import Draft, Page
from articles.parsing.menus import menu_named
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.scripts.state import inner, markup, state_of, words

_STATE = "script#js-initialData"
_ARTICLE_ID, _ANSWER_ID = re.compile(r"/p/(\d{5,20})"), re.compile(r"/answer/(\d{5,20})")
_BODY = ".Post-RichTextContainer, .Post-RichText, .AnswerItem .RichContent-inner"
_TITLE = ".Post-Title, .QuestionHeader-title"
_LINE = ".ContentItem-time"
_PLACE = re.compile(r"IP\s?属地\s?[:：]?\s?([\u4e00-\u9fff]{2,8})")


def _is_state(page: Page) -> bool:
    return page.is_html and "js-initialData" in page.text


def _is_drawn(page: Page) -> bool:
    return has_text(page, _TITLE) and has_text(page, _BODY)


def read_state(page: Page) -> Draft:
    entities = inner(state_of(page, _STATE), "initialState", "entities")
    address = own_address(page) or ""
    article = _one(inner(entities, "articles"), _ARTICLE_ID.search(address))
    answer = {} if article else _one(inner(entities, "answers"), _ANSWER_ID.search(address))
    draft = _read(page, article or answer)
    if answer:
        question = inner(answer, "question")
        identity = words(question, "id")
        draft.headline = words(question, "title") or words(inner(entities, "questions", identity or ""), "title")
        draft.url = f"https://www.zhihu.com/question/{identity}/answer/{words(answer, 'id')}" if identity else address
    elif article:
        draft.url = f"https://zhuanlan.zhihu.com/p/{words(article, 'id')}"
    return draft if draft.paragraphs else read_drawn(page)


def _one(items: dict[str, Any], wanted: re.Match[str] | None) -> dict[str, Any]:
    if wanted:
        return inner(items, wanted[1])
    return inner(items, next(iter(items))) if len(items) == 1 else {}


def _read(page: Page, item: dict[str, Any]) -> Draft:
    draft = Draft(headline=words(item, "title"), url=own_address(page))
    read_body(draft, markup(item, "content") or None)
    author = inner(item, "author")
    token = words(author, "urlToken", "url_token")
    draft.source = named(
        words(author, "name"),
        external_id=token or words(author, "id"),
        profile_url=f"https://www.zhihu.com/people/{token}" if token else None,
        tagline=words(author, "headline"),
    )
    draft.published_at = time_of(item, "created", "createdTime", "created_time")
    draft.ip_location = place_of(words(item, "ipInfo", "ip_info"))
    draft.comment_count = count_in(words(item, "commentCount", "comment_count"))
    body = filled(page, _BODY)
    if body is not None:
        draft.declared_in_element = declarations_beside(body, page.menu)
    return draft


def read_drawn(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, _TITLE), url=own_address(page))
    body = filled(page, _BODY)
    read_body(draft, body)
    line = text_at(page, _LINE) or ""
    draft.published_at = None if "编辑于" in line else moment_in(line)
    place = _PLACE.search(line)
    draft.ip_location = place[1] if place else None
    link = attribute_at(page, ".AuthorInfo-name a", "href")
    draft.source = named(
        text_at(page, ".AuthorInfo-name, .AuthorInfo .UserLink-link")
        or attribute_at(page, '.AuthorInfo meta[itemprop="name"]', "content"),
        profile_url=absolute(link, "https://www.zhihu.com"),
    )
    if body is not None:
        draft.declared_in_element = declarations_beside(body, page.menu)
    return draft


PLATFORM = Platform(
    code="zhihu",
    zh="知乎",
    en="Zhihu",
    hosts=("zhihu.com",),
    marks=("static.zhihu.com", "#js-initialData"),
    menu=menu_named("zhihu"),
    templates=(
        Template("zhihu_2018", _is_state, read_state, Pages.UNCLAIMED),
        Template("zhihu_drawn", _is_drawn, read_drawn, Pages.UNCLAIMED),
    ),
    furniture=furniture_named("zhihu"),
)
