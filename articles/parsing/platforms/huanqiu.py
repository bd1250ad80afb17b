"""Huanqiu (环球网): pages since 2019, which carry the article in `<textarea>` elements, and the layout of 2014–2019."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from articles.parsing.common.sites import (
    count_in,
    filled,
    find,
    has_text,
    moment_in,
    named,
    own_address,
    read_body,
    source_in,
    text_at,
    texts_at,
)
from articles.parsing.document.page import Draft, Page, squeeze
from articles.parsing.extracted import ExtractedSource
from articles.parsing.platform import Platform, Template
from articles.parsing.times.dates import from_timestamp

_STORED = "textarea.article-content"
_DRAWN = ".l-con.clear article, .l-con article, .article-main, article"
_BODY_2014 = ".la_con, #text, .text, .conText .text"
_TITLE_2014 = ".l_a h1.tle, .conText h1, h1.tle, h1"
_BYLINE_2014 = ".la_tool, .timeSummary, .summary"
_NO_BODY = frozenset(
    ("article-title", "reTopics", "editorSign", "la_edit", "editor_baidu", "spTopic", "hq-keyword", "adv-con",
     "spLnk", "zwAd", "l_txt_ad", "function", "topic-con", "edit-bar")
)  # fmt: skip


def _is_2019(page: Page) -> bool:
    return has_text(page, _STORED) or (has_text(page, ".t-container-title h3") and has_text(page, _DRAWN))


def _is_2014(page: Page) -> bool:
    return has_text(page, _BODY_2014) and has_text(page, _BYLINE_2014)


def read_2019(page: Page) -> Draft:
    draft = Draft(url=own_address(page))
    draft.headline = (
        text_at(page, "textarea.article-title") or text_at(page, ".t-container-title h3") or text_at(page, "title")
    )
    if draft.url is None and (identity := text_at(page, "textarea.article-aid")):
        draft.url = f"https://{text_at(page, 'textarea.article-host') or 'www.huanqiu.com'}/article/{identity}"
    stamp = count_in_milliseconds(text_at(page, "textarea.article-time"))
    byline = text_at(page, ".metadata-info, .t-container-metadata")
    draft.published_at = (from_timestamp(stamp) if stamp else None) or moment_in(byline)
    draft.source = _stored_source(page) or named(text_at(page, ".source a, .source") or source_in(byline))
    stored = find(page, _STORED)
    if stored is not None:
        read_body(draft, stored.text(), _NO_BODY)
    if not draft.paragraphs:
        read_body(draft, filled(page, _DRAWN), _NO_BODY)
    if editor := text_at(page, "textarea.article-editor-name") or text_at(page, ".article-editor, .edit-bar"):
        draft.disclaimers.append(editor if "编" in editor else f"责编：{editor}")
    return draft


def count_in_milliseconds(text: str | None) -> int | None:
    """Read a time stored as milliseconds since 1970; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 14 else None


def _stored_source(page: Page) -> ExtractedSource | None:
    """Read the stored source: the markup of a link, or plain text."""
    text = text_at(page, "textarea.article-source-name")
    if not text:
        return None
    parsed = LexborHTMLParser(text)
    link = parsed.css_first("a")
    name = squeeze(parsed.body.text()) if parsed.body is not None else ""
    return named(name, profile_url=link.attributes.get("href") if link is not None else None)


def read_2014(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, _TITLE_2014), url=own_address(page))
    byline = text_at(page, _BYLINE_2014)
    draft.published_at = moment_in(text_at(page, ".la_t_a, #pubtime_baidu") or byline)
    draft.source = named(text_at(page, ".la_t_b a, #source_baidu a, .la_t_b, #source_baidu") or source_in(byline))
    read_body(draft, filled(page, _BODY_2014), _NO_BODY, framed='p[align="center"], div[align="center"]')
    draft.disclaimers = texts_at(page, ".la_edit, #editor_baidu, .editorSign")
    draft.comment_count = count_in(text_at(page, "#msgNumBottom, .msgNum"))
    return draft


PLATFORM = Platform(
    code="huanqiu",
    zh="环球网",
    en="Huanqiu",
    hosts=("huanqiu.com",),
    marks=("huanqiu.com", "huanqiucdn.cn"),
    templates=(
        Template("huanqiu_2019", _is_2019, read_2019),
        Template("huanqiu_2014", _is_2014, read_2014),
    ),
)
