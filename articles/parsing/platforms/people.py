"""People's Daily Online (人民网): the layout since 2020, of 2014–2019, and of the regional and older channels."""

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

_BASE = "http://www.people.com.cn/"
_NO_BODY = frozenset(
    ("edit", "edit_line", "p_editor", "paper_num", "rwb_tjyd", "zdfy", "zdfy_a", "bdshare", "share", "rm_relevant",
     "box_pic_none", "page_n", "wb_tool", "sx_con", "editor", "a_tool", "rm_ranking", "jc", "otherDown")
)  # fmt: skip
_FRAMES = 'p[align="center"], td[align="center"], div[align="center"], .desc, .pic_con'
_BODY_2014 = "#rwb_zw, .box_con, .show_text, .text_con, .artDet"
_TITLE_2014 = ".text_title h1, .text_c h1, .title h1, .artDet h1, .d2_content h1, h1"
_BYLINE_2014 = ".box01 .fl, .text_title .fl, p.sou, .artOri, .page_c, .p1, .lai"


def _is_2020(page: Page) -> bool:
    return has_text(page, ".rm_txt_con") and has_text(page, ".rm_txt h1, h1")


def _is_channel(page: Page) -> bool:
    return has_text(page, "#p_content") and has_text(page, "#p_title, h1")


def _is_2014(page: Page) -> bool:
    return has_text(page, _BODY_2014) and has_text(page, _TITLE_2014)


def read_2020(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".rm_txt h1, .col-1 h1, h1"), url=own_address(page))
    byline = text_at(page, ".channel .col-1-1, .col-1-1, .channel")
    draft.published_at = moment_in(byline)
    link = ".channel .col-1-1 a, .col-1-1 a"
    draft.source = named(text_at(page, link) or source_in(byline), profile_url=attribute_at(page, link, "href"))
    _read(draft, page, ".rm_txt_con", ".edit")
    draft.recommendations = related(page, ".rm_relevant", "a", base=_BASE)
    return draft


def read_2014(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, _TITLE_2014), url=own_address(page))
    byline = text_at(page, _BYLINE_2014)
    draft.published_at = moment_in(byline)
    draft.source = named(text_at(page, ".box01 .fl a, p.sou a, .artOri a, .page_c a") or source_in(byline))
    _read(draft, page, _BODY_2014, ".edit, .editor")
    draft.recommendations = related(page, "#rwb_xgxw, #rwb_tjyd", "a", base=_BASE)
    return draft


def read_channel(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, "#p_title, h1"), url=own_address(page))
    draft.published_at = moment_in(text_at(page, "#p_publishtime")) or moment_in(text_at(page, ".text_c .sou, .sou"))
    draft.source = named(text_at(page, "#p_origin a, #p_origin"))
    _read(draft, page, "#p_content", "#p_editor")
    return draft


def _read(draft: Draft, page: Page, body: str, editors: str) -> None:
    read_body(draft, filled(page, body), _NO_BODY, framed=_FRAMES)
    if stated := text_at(page, ".otitle"):
        draft.original_headline = (
            stated.strip("()（）").removeprefix("原标题：").removeprefix("原标题:").strip("《》 ") or None
        )
    draft.disclaimers = [line for line in dict.fromkeys(texts_at(page, editors)) if "责编" in line or "编辑" in line]


PLATFORM = Platform(
    code="people",
    zh="人民网",
    en="People",
    hosts=("people.com.cn", "people.cn"),
    marks=("people.com.cn", "people.cn"),
    templates=(
        Template("people_2020", _is_2020, read_2020),
        Template("people_channel", _is_channel, read_channel),
        Template("people_2014", _is_2014, read_2014),
    ),
)
