"""Guancha (观察者网): news and columns, and 风闻 accounts."""

from __future__ import annotations

from articles.parsing.common.sites import (
    absolute,
    attribute_at,
    count_in,
    filled,
    find,
    has_text,
    moment_in,
    named,
    own_address,
    read_body,
    related,
    source_in,
    text_at,
    texts_at,
)
from articles.parsing.document.page import Draft, Page
from articles.parsing.platform import Platform, Template

_BASE = "https://www.guancha.cn/"
_TITLE = ".left-main h3, .article-title h3, .content h3"
_NO_BODY = frozenset(("key-word", "article-other", "share-box", "app-download", "module-page", "video-box"))
_FRAMES = 'p[align="center"], div[align="center"]'


def _is_news(page: Page) -> bool:
    return has_text(page, ".all-txt") and has_text(page, f"{_TITLE}, h3")


def _is_fengwen(page: Page) -> bool:
    return has_text(page, ".article-txt-content") and has_text(page, "h1")


def read_news(page: Page) -> Draft:
    """Read news and columns. The source is the publisher after 来源, not the writer of a column."""
    draft = Draft(headline=text_at(page, _TITLE) or text_at(page, "h3"))
    draft.url = absolute(attribute_at(page, "#context_endf a", "href"), _BASE) or own_address(page)
    byline = text_at(page, ".time")
    draft.published_at = moment_in(byline)
    draft.source = named(source_in(byline))
    read_body(draft, filled(page, ".all-txt"), _NO_BODY, framed=_FRAMES)
    draft.disclaimers = texts_at(page, ".article-other .gray, .article-other li")
    draft.comment_count = count_in(text_at(page, "#count2"))
    if find(page, "#select_page .next") is not None:
        draft.warnings.append("article_continues_on_other_pages")
    draft.recommendations = related(page, ".new-left-list", "h4", times=".module-interact", base=_BASE)
    return draft


def read_fengwen(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".article-content h1, .article-title h1, h1"), url=own_address(page))
    draft.published_at = moment_in(text_at(page, ".time1") or text_at(page, ".user-main"))
    card = ".user-main h4 a"
    draft.source = named(
        text_at(page, f"{card}, .user-main h4, .user-nick"),
        profile_url=absolute(attribute_at(page, card, "href"), "https://user.guancha.cn/"),
        tagline=text_at(page, ".user-main p"),
    )
    read_body(draft, filled(page, ".article-txt-content"), _NO_BODY, framed=_FRAMES)
    draft.disclaimers = texts_at(page, ".article-statement, .statement")
    draft.comment_count = count_in(text_at(page, ".comment-num, #count2"))
    return draft


PLATFORM = Platform(
    code="guancha",
    zh="观察者网",
    en="Guancha",
    hosts=("guancha.cn",),
    marks=("guancha.cn",),
    templates=(
        Template("guancha_news_2014", _is_news, read_news),
        Template("guancha_fengwen", _is_fengwen, read_fengwen),
    ),
)
