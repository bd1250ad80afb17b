"""Hexun (和讯): the layout since 2014 and the older one with #artibody."""

from __future__ import annotations

from articles.parsing.common.sites import (
    attribute_at,
    filled,
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

_BASE = "http://www.hexun.com/"
_BODY = ".art_contextBox, .art_context, .art_con"
_TITLE = ".articleName h1, .art_title h1, .art_title, h1"
_BYLINE = ".articleName .tip, .tip, .art_info, .article-info"
_BODY_OLD = "#artibody, .detail_cnt"
_BYLINE_OLD = "#artInfo, .gray, .detailnav, .mesg"
_NO_BODY = frozenset(
    ("showAll", "showAllImg", "showall_arrow", "appDl", "fttBox", "aImgDl", "share", "art_share", "keyword",
     "showmore", "zdfy", "ad_box", "tuijian")
)  # fmt: skip
_FRAMES = 'p[align="center"], div[align="center"], td[align="center"], center'


def _is_2014(page: Page) -> bool:
    return has_text(page, _BODY) and has_text(page, _TITLE)


def _is_old(page: Page) -> bool:
    return has_text(page, _BODY_OLD) and has_text(page, "h1")


def read_2014(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, _TITLE), url=own_address(page))
    byline = text_at(page, _BYLINE)
    draft.published_at = moment_in(text_at(page, ".pr20, .tip .time")) or moment_in(byline)
    link = ".articleName .tip a, .tip a"
    draft.source = named(
        text_at(page, link) or source_in(byline) or _plain(byline), profile_url=attribute_at(page, link, "href")
    )
    read_body(draft, filled(page, _BODY), _NO_BODY, framed=_FRAMES)
    draft.recommendations = related(page, ".newsList_related, .xgnews", "a", base=_BASE)
    return draft


def _plain(byline: str | None) -> str | None:
    """Read a name without link or label from the byline: `2019-11-02 08:30:15 证券日报`."""
    rest = (byline or "").split(":")[-1].split(maxsplit=1)
    return rest[1].split("责任编辑")[0].split()[0] if len(rest) == 2 and rest[1].split("责任编辑")[0].strip() else None


def read_old(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, "#artibodyTitle h1, #artibodyTitle, h1"), url=own_address(page))
    byline = text_at(page, _BYLINE_OLD)
    draft.published_at = moment_in(text_at(page, "#pubtime_baidu")) or moment_in(byline)
    draft.source = named(text_at(page, "#source_baidu a, #source_baidu") or source_in(byline))
    read_body(draft, filled(page, _BODY_OLD), _NO_BODY, framed=_FRAMES)
    draft.disclaimers = texts_at(page, "#editor_baidu")
    return draft


PLATFORM = Platform(
    code="hexun",
    zh="和讯网",
    en="Hexun",
    hosts=("hexun.com",),
    marks=("hexun.com", "hexunimg.cn"),
    templates=(
        Template("hexun_2014", _is_2014, read_2014),
        Template("hexun_old", _is_old, read_old),
    ),
)
