"""Kuaibao (天天快报) articles, 2015–2021: pages for phones, and pages whose article stands in their data alone."""

from __future__ import annotations

from articles.parsing.common.drawn import read_drawn
from articles.parsing.common.sites import (
    filled,
    has_text,
    moment_in,
    named,
    own_address,
    read_body,
    source_in,
    text_at,
)
from articles.parsing.document.page import Draft, Page
from articles.parsing.platform import Platform, Template

_BODY = (
    ".content-box, #content .content, .article-content, #article-content, .rich_media_content, #content, .main-content"
)
_TITLE = ".article-title, p.title, h1.title, .content-title, .title, h1"
_NAME = ".media-name, .chlname, .om-name, .author, .source, .src .name, .src"
_TIME = ".time, .pub-time, .pubtime, .date, .src"
_NO_BODY = frozenset(
    ("title", "src", "author", "time", "recommend", "comment", "download", "open-app", "statement", "tags")
)


def _is_drawn(page: Page) -> bool:
    return has_text(page, _BODY) and has_text(page, _TITLE)


def read(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, _TITLE), url=own_address(page))
    name = text_at(page, _NAME)
    draft.source = named(source_in(name) or name if moment_in(name) is None else None)
    draft.published_at = moment_in(text_at(page, _TIME))
    read_body(draft, filled(page, _BODY), _NO_BODY)
    draft.paragraphs = [text for text in draft.paragraphs if text != draft.headline]
    return draft


PLATFORM = Platform(
    code="kuaibao",
    zh="天天快报",
    en="Kuaibao",
    hosts=("kuaibao.qq.com",),
    templates=(
        Template("kuaibao_2015", _is_drawn, read),
        Template("kuaibao_data", lambda page: page.is_html, read_drawn),
    ),
)
