"""iFeng: pages with `var allData` (since 2018: news, slides, 大风号 accounts), accounts of 2017, news until 2017."""

from __future__ import annotations

from html import escape
from typing import Any

from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.sites import (
    absolute,
    attribute_at,
    count_in,
    filled,
    find,
    has_text,
    moment_in,
    named,
    notices_in,
    own_address,
    read_body,
    related,
    source_in,
    text_at,
    texts_at,
)
from articles.parsing.document.page import Draft, Page
from articles.parsing.extracted import ExtractedSource
from articles.parsing.platform import Platform, Template
from articles.parsing.scripts.state import inner, markup, objects, state_after, words
from articles.parsing.times.dates import parse_moment

_STATE = "var allData"
_BASE = "https://www.ifeng.com/"
# Class names end in a hash of the build: topic-3bY8Hw-9 in 2019, index_title_OQnhH since 2021.
_TITLE = 'h1[class^="topic-"], h1[class*="index_title_"]'
_BODY = '[class^="text-"], [class*="index_text_"]'
_MAIN = '[class^="main_content-"], [class*="index_main_content_"]'
_ARTICLE = '[class^="artical-"], [class*="index_artical_"]'
_TITLE_2014 = "#artical_topic, #artical h1"
_NO_BODY = frozenset(("ifengLogo", "detailVideo", "mVideo", "adDiv", "textEditor", "iphone_none"))


def _is_state(page: Page) -> bool:
    return _STATE in page.text and ('"docData"' in page.text or has_text(page, _MAIN))


def _is_wemedia_2017(page: Page) -> bool:
    return has_text(page, ".yc_tit h1") and has_text(page, ".yc_con_txt")


def _is_2014(page: Page) -> bool:
    return has_text(page, _TITLE_2014) and has_text(page, "#main_content")


def read_state(page: Page) -> Draft:
    data = state_after(page.text, _STATE)
    document = inner(data, "docData")
    draft = Draft(url=absolute(words(document, "pcUrl", "url"), _BASE) or own_address(page))
    draft.headline = words(document, "title") or text_at(page, _TITLE) or page.meta("og:title")
    stamp = (
        words(document, "newsTime") or page.meta("og:time ", "og:time") or text_at(page, f"{_ARTICLE} [class*='time']")
    )
    draft.published_at = parse_moment(stamp or "")
    draft.source = _source(document) or named(text_at(page, '[class*="publisher-"], [class*="index_source"]'))
    _read_text(draft, page, data, document)
    if editor := words(document, "editorName"):
        draft.disclaimers.append(f"责任编辑：{editor} {words(document, 'editorCode') or ''}".strip())
    draft.disclaimers += notices_in(page)
    draft.comment_count = count_in(text_at(page, '[class^="commentNum-"], [class*="index_commentNum"]'))
    draft.recommendations = related(
        page,
        '[class^="list_box-"]',
        'p[class^="text-"]',
        sources='p[class^="time-"]',
        base=_BASE,
    )
    return draft


def _source(document: dict[str, Any]) -> ExtractedSource | None:
    """The account's card when an account (大风号) published, else the outlet."""
    card = inner(document, "fhhAccountDetail") or (
        inner(document, "subscribe") if words(document, "wemediaEAccountId") else {}
    )
    name = words(card, "weMediaName", "catename", "name")
    if name:
        identity = words(card, "followid", "eAccountId", "cateid", "id") or words(document, "wemediaEAccountId")
        tagline = words(card, "description", "weMediaDescription", "desc")
        return named(name, external_id=identity, profile_url=words(card, "pcUrl", "url"), tagline=tagline)
    return named(words(document, "source"), profile_url=words(document, "sourceUrl"))


def _read_text(draft: Draft, page: Page, data: dict[str, Any], document: dict[str, Any]) -> None:
    pieces = objects(inner(document, "contentData").get("contentList"))
    text = "".join(markup(piece, "data") for piece in pieces if piece.get("type", "text") == "text")
    slides = objects(data.get("slideData"))
    if not text and slides:
        text = "".join(_slide(slide) for slide in slides)
    read_body(draft, text or None, _NO_BODY)
    if not draft.paragraphs:
        main = find(page, _MAIN)
        read_body(draft, (main.css_first(_BODY) if main is not None else None) or main or find(page, _BODY), _NO_BODY)


def _slide(slide: dict[str, Any]) -> str:
    address, caption = words(slide, "url", "originalimg") or "", words(slide, "description", "title") or ""
    return f'<figure><img src="{escape(address)}"><figcaption>{escape(caption)}</figcaption></figure>'


def read_wemedia_2017(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".yc_tit h1"), url=own_address(page))
    byline = text_at(page, ".yc_tit p")
    draft.published_at = moment_in(byline)
    draft.source = named(text_at(page, ".yc_tit p a"), profile_url=attribute_at(page, ".yc_tit p a", "href"))
    read_body(draft, filled(page, ".yc_con_txt"), _NO_BODY)
    draft.disclaimers = texts_at(page, ".yc_zb, .yc_statement")
    return draft


def read_2014(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, _TITLE_2014), url=own_address(page))
    byline = text_at(page, "#artical_sth")
    draft.published_at = moment_in(text_at(page, "#artical_sth .ss01") or byline)
    draft.source = named(text_at(page, "#artical_sth .ss03") or source_in(byline))
    read_body(draft, filled(page, "#main_content"), _NO_BODY)
    draft.disclaimers = texts_at(page, "#artical_line .zbs, .iphone_none.zb, p.zb")
    return draft


PLATFORM = Platform(
    code="ifeng",
    zh="凤凰网",
    en="iFeng",
    hosts=("ifeng.com",),
    marks=("ifengimg.com",),
    templates=(
        Template("ifeng_state_2018", _is_state, read_state),
        Template("ifeng_wemedia_2017", _is_wemedia_2017, read_wemedia_2017),
        Template("ifeng_news_2014", _is_2014, read_2014),
    ),
    furniture=furniture_named("ifeng"),
)
