"""Weibo (微博): posts as phones' pages hold them in `$render_data` (since 2018), and long articles (头条文章).

A post has no title. What it forwards is somebody else's text: it becomes a reference, and never body.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.posts import add_pictures, headline_of, lines_of, place_of, take_labels
from articles.parsing.common.sites import filled, has_text, moment_in, named, own_address, read_body, text_at
from articles.parsing.declarations.adjacent_text import declarations_beside
from articles.parsing.document.page import Draft, Page
from articles.parsing.extracted import ExtractedReference
from articles.parsing.menus import menu_named
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.scripts.state import inner, markup, objects, state_after, words
from articles.parsing.times.dates import parse_moment

_STATE = "$render_data"
_BODY = ".WB_editor_iframe_new, .WB_editor_iframe_word, .WB_editor_iframe"
_STAMP = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{4}) (\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CUT = re.compile(r"\s?(?:\.{3}|…)?\s?全文$")


def _is_post(page: Page) -> bool:
    return page.is_html and _STATE in page.text and '"status"' in page.text


def _is_article(page: Page) -> bool:
    return has_text(page, _BODY)


def read_post(page: Page) -> Draft:
    status = inner(state_after(page.text, _STATE), "status")
    draft = Draft(url=_address(status) or own_address(page))
    draft.paragraphs = _lines(draft, status)
    draft.headline = headline_of(draft.paragraphs)
    draft.source = _author(status)
    draft.published_at = _published(status)
    draft.ip_location = place_of(words(status, "region_name"))
    listed = status.get("pics")
    pictures = objects(list(listed.values()) if isinstance(listed, dict) else listed)
    add_pictures(draft, (words(inner(one, "large"), "url") or words(one, "url") for one in pictures))
    titles = (words(inner(one, "content_auth_info"), "content_auth_title") for one in _auths(status))
    take_labels(draft, titles, page.menu)
    forwarded = inner(status, "retweeted_status")
    if forwarded and (headline := headline_of(_lines(Draft(), forwarded))):
        outlet = words(inner(forwarded, "user"), "screen_name")
        draft.references.append(ExtractedReference(headline, outlet, _published(forwarded), _address(forwarded)))
    return draft


def _lines(draft: Draft, status: dict[str, Any]) -> list[str]:
    """The text of a post; its markup draws emoticons as pictures, so its pictures are none."""
    long = markup(inner(status, "longText"), "longTextContent", "content")
    text = Draft()
    read_body(text, (long or markup(status, "text")).replace("\n", "<br>") or None)
    lines = lines_of("\n".join(text.paragraphs)) or lines_of(markup(status, "text_raw"))
    if lines and status.get("isLongText") is True and _CUT.search(lines[-1]):
        lines[-1] = _CUT.sub("", lines[-1])
        draft.warnings.append("text_is_cut")
    return [line for line in lines if line]


def _author(status: dict[str, Any]) -> Any:
    user = inner(status, "user")
    identity = words(user, "idstr", "id")
    profile = f"https://weibo.com/u/{identity}" if identity else None
    return named(
        words(user, "screen_name"), external_id=identity, profile_url=profile, tagline=words(user, "verified_reason")
    )


def _published(status: dict[str, Any]) -> datetime | None:
    """Read `Tue Oct 14 18:29:08 +0800 2025`; a relative time (3小时前) is none."""
    stamp = words(status, "created_at") or ""
    found = _STAMP.fullmatch(stamp)
    if found is None or found[1] not in _MONTHS:
        return moment_in(stamp)
    return parse_moment(f"{found[5]}-{_MONTHS.index(found[1]) + 1:02}-{found[2]}T{found[3]}{found[4]}")


def _auths(status: dict[str, Any]) -> list[dict[str, Any]]:
    return [*objects(status.get("content_auth_list")), status]


def _address(status: dict[str, Any]) -> str | None:
    user, post = words(inner(status, "user"), "idstr", "id"), words(status, "bid", "mblogid")
    if user and post:
        return f"https://weibo.com/{user}/{post}"
    mobile = words(status, "mid", "idstr", "id")
    return f"https://m.weibo.cn/detail/{mobile}" if mobile else None


def read_article(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".title, h1"), url=own_address(page))
    body = filled(page, _BODY)
    read_body(draft, body, frozenset(("artical_add_box", "btn_line")))
    draft.published_at = moment_in(text_at(page, ".time"))
    draft.source = named(text_at(page, ".W_autocut, .author2in"))
    if body is not None:
        draft.declared_in_element = declarations_beside(body, page.menu)
    return draft


PLATFORM = Platform(
    code="weibo",
    zh="微博",
    en="Weibo",
    hosts=("weibo.com", "weibo.cn"),
    menu=menu_named("weibo"),
    templates=(
        Template("weibo_post_2018", _is_post, read_post, Pages.UNCLAIMED),
        Template("weibo_article_2017", _is_article, read_article, Pages.UNCLAIMED),
    ),
    furniture=furniture_named("weibo"),
)
