"""WeChat articles (微信公众号), 2018 to today: articles, and posts of pictures with a text.

The account is `#js_name` or the script's `nickname`, never the author beside it; the time the page shows is drawn by
script (昨天), so the second it was sent (`ct`) is read.
"""

from __future__ import annotations

import html
import re
from datetime import datetime

from selectolax.lexbor import LexborNode

from articles.parsing.common.sites import has_elements, moment_in, named, read_body
from articles.parsing.dates import from_timestamp
from articles.parsing.declarations.adjacent_text import declarations_beside
from articles.parsing.document.embedded import script_string, unescape_script
from articles.parsing.document.page import Draft, Page, short_text, squeeze, web_address
from articles.parsing.extracted import ExtractedImage, ExtractedSource
from articles.parsing.images.pictures import image_url
from articles.parsing.platform import Pages, Platform, Template

_NO_BODY = frozenset(
    (
        "original_primary_card_tips", "original_area_primary", "reward_area", "qr_code_pc_outer", "rich_media_tool",
        "wx_profile_card_inner", "js_uneditable", "weapp_display_element", "js_video_channel_container",
    )
)  # fmt: skip
_TIME_NAMES = ("ct", "oriCreateTime", "create_time", "svr_publish_time")
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none", re.IGNORECASE)
_IP = re.compile(r"ip_wording\s{0,4}=\s{0,4}\{[^{}]{0,400}\}")
_PICTURES = re.compile(r"picture_page_info_list\b")
_PICTURE = re.compile(  # a name before its brace: a watermark or cover of the picture before it
    r"(?:\b(\w{1,30})\s{0,4}:\s{0,4}\{\s{0,80})?\bcdn_url\s{0,4}:\s{0,4}(?:JsDecode\()?['\"](https?:[^'\"\s]{10,1000})['\"]"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,12}")
_MOST_PICTURES, _LONGEST_LIST = 100, 200_000


def _matches(page: Page) -> bool:
    return has_elements(page, ("#activity-name",), ("#js_article", "#js_content, #js_name"))


def read(page: Page) -> Draft:
    draft = Draft(url=page.meta("og:url") or html.unescape(script_string(page.text, "msg_link") or "") or None)
    shown = page.text_of("#activity-name, .rich_media_title")
    draft.headline = shown or page.meta("og:title", "twitter:title") or script_string(page.text, "msg_title")
    draft.source = _account(page)
    draft.published_at = _published(page)
    draft.ip_location = _ip_location(page)
    body = page.first("#js_content")
    read_body(draft, body, _NO_BODY)
    if not draft.paragraphs:
        _read_pictures(draft, page)
    draft.declared_in_element = _marks(page, body)
    return draft


def _account(page: Page) -> ExtractedSource | None:
    name = page.first("#js_name")
    shown = page.text_of(".profile_nickname, #js_wx_follow_nickname")
    written = short_text(name) if name is not None and name.first_child is None else page.text_of("#js_name")
    values = page.texts_of(".profile_meta_value")
    return named(
        shown or written or script_string(page.text, "nickname"),
        external_id=script_string(page.text, "user_name") or script_string(page.text, "biz"),
        tagline=values[1] if len(values) > 1 else None,
    )


def _published(page: Page) -> datetime | None:
    shown = moment_in(page.text_of("#publish_time"))
    if shown:
        return shown
    for name in _TIME_NAMES:
        value = script_string(page.text, name) or ""
        if value.isascii() and value.isdigit() and len(value) <= 13:
            moment = from_timestamp(int(value))
            if moment:
                return moment
    return moment_in(script_string(page.text, "createTime"))


def _ip_location(page: Page) -> str | None:
    shown = page.text_of("#js_ip_wording")
    if shown is None and (block := _IP.search(page.text)):
        abroad = script_string(block.group(), "countryName")
        shown = script_string(block.group(), "provinceName") or abroad
    return shown if shown and _PLACE.fullmatch(shown) else None


def _marks(page: Page, body: LexborNode | None) -> list[str]:
    """原创, 以下文章来源于… and the author's note below the text, as the page marks them."""
    found = []
    logo = page.first("#copyright_logo")
    if logo is not None and not _HIDDEN.search(logo.attributes.get("style") or "") and "原创" in short_text(logo):
        found.append("原创")
    card = page.first(".original_primary_card_tips")
    if card is not None and (text := short_text(card)) and len(text) <= 80:
        found.append(text)
    return found + (declarations_beside(body, page.menu) if body is not None else [])


def _read_pictures(draft: Draft, page: Page) -> None:
    """A post of pictures: its text is the description, its pictures are listed in a script."""
    text = script_string(page.text, "content_noencode") or unescape_script(page.meta("description") or "")
    draft.paragraphs = [line for raw in text.splitlines() if (line := squeeze(raw))]
    listed = _PICTURES.search(page.text)
    if listed is None:
        return
    for match in _PICTURE.finditer(page.text, listed.end(), listed.end() + _LONGEST_LIST):
        address = web_address(image_url({"src": unescape_script(match[2]).replace("&amp;", "&")}))
        if address and not match[1] and len(draft.images) < _MOST_PICTURES:
            draft.images.append(ExtractedImage(address))


PLATFORM = Platform(
    code="wechat",
    zh="微信公众号",
    en="WeChat",
    hosts=("mp.weixin.qq.com",),
    marks=('id="js_content"', "mmbiz.qpic.cn"),
    templates=(Template("wechat", _matches, read, Pages.UNCLAIMED),),
    before=("sohu",),  # pages of both platforms may have the elements that both templates look for
)
