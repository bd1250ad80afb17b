"""The template of all WeChat pages: account, time, place and what the platform marks.

The account is `#js_name` or the post's own name, never the author beside it; the time that the page shows is drawn by
script (昨天), so the second of sending (`create_time`, `ct`) is read.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from articles.parsing.common.sites import has_elements, moment_in, named, sharper
from articles.parsing.declarations.adjacent_text import declarations_beside
from articles.parsing.document.page import Draft, Page, short_text, squeeze, web_address
from articles.parsing.extracted import ExtractedSource
from articles.parsing.platforms.wechat.post import ARTICLE, SHARE, Post, is_post, plain
from articles.parsing.platforms.wechat.text import headline_of, read_text
from articles.parsing.times.dates import from_timestamp

_TIMES = ("create_time", "ct", "ori_create_time", "oriCreateTime", "publish_time", "svr_publish_time", "createTime")
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none", re.IGNORECASE)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,12}")
_BADGE = re.compile(r"(?:^|[\s_-])(?:pay|paid|tag|badge|icon|label)(?:$|[\s_-])")
_NAMES = ".profile_nickname, #js_wx_follow_nickname"
_POST_NAMES = ".wx_follow_nickname, .nickNameSpan"
_CARDS = ".original_primary_card_tips, .original_area_primary"
_NO_NAME = frozenset(("undefined", "null", "nickname", "nick_name", "author"))
_CHINA = "156"
# What the author picks as 创作来源 by its number; the page usually prints the wording, too.
_CLAIMS = {
    "1": "内容由AI生成",
    "2": "素材来源官方媒体/网络新闻",
    "3": "内容剧情演绎，仅供娱乐",
    "4": "个人观点，仅供参考",
    "5": "健康医疗分享，仅供参考",
    "6": "投资观点，仅供参考",
}
_MOST_BELOW = 40


def matches(page: Page) -> bool:
    """Whether the page has the elements of an article, or the data of a post in its scripts."""
    return page.is_html and (
        has_elements(page, ("#activity-name",), ("#js_article", "#js_content, #js_name")) or is_post(page)
    )


def read(page: Page) -> Draft:
    post = Post(page)
    draft = Draft(url=page.meta("og:url") or web_address(plain(post.value("msg_link", "link"))))
    draft.source = _account(page, post)
    draft.published_at = _published(page, post)
    draft.ip_location = _ip_location(page, post)
    read_text(draft, page, post)
    stated = _headline(page, post)
    draft.headline = stated if post.kind in {ARTICLE, SHARE} and stated else headline_of(stated, draft.paragraphs)
    draft.declared_in_element = _marks(page, post)
    return draft


def _headline(page: Page, post: Post) -> str | None:
    node = page.first("#activity-name, .rich_media_title, #js_text_title")
    shown = _without_badges(node) if node is not None else None
    return shown or post.words("title") or page.meta("og:title", "twitter:title") or post.words("msg_title")


def _without_badges(node: LexborNode) -> str:
    """Return the text of a headline without badges such as 付费."""
    inner = node.css_first(".js_title_inner")
    if inner is not None:
        return squeeze(inner.text())
    text = squeeze(node.text())
    for below in islice(node.traverse(), 1, _MOST_BELOW):
        badge = short_text(below) if _BADGE.search(below.attributes.get("class") or "") else ""
        text = text.removesuffix(badge).removeprefix(badge).strip() if badge and badge != text else text
    return text


def _account(page: Page, post: Post) -> ExtractedSource | None:
    name = page.first("#js_name")
    shown = page.text_of(_NAMES)
    written = short_text(name) if name is not None and name.first_child is None else page.text_of("#js_name")
    values = page.texts_of(".profile_meta_value")
    candidates = (shown, written, post.words("nick_name", "nickname"), page.text_of(_POST_NAMES))
    return named(
        next((one for one in candidates if one and one.lower() not in _NO_NAME and not one.startswith("data-")), None),
        external_id=post.words("user_name") or _biz(page, post),
        tagline=values[1] if len(values) > 1 else None,
    )


def _biz(page: Page, post: Post) -> str | None:
    """Return the account's number, as scripts or the page's address state it."""
    stated = post.words("biz", "bizuin")
    if stated:
        return stated
    for address in (page.meta("og:url"), post.value("msg_link", "link"), page.url):
        try:
            query = urlsplit(html.unescape(address or "")).query
        except ValueError:
            continue  # a malformed address states nothing
        found = (
            parse_qs(query, max_num_fields=50).get("__biz") if len(query) <= 2_000 and query.count("&") < 50 else None
        )
        if found:
            return found[0]
    return None


def _published(page: Page, post: Post) -> datetime | None:
    """Return the time that the page shows, to the second where its scripts know it."""
    shown = moment_in(page.text_of("#publish_time"))
    moments = [moment for name in _TIMES if (moment := _moment(post.value(name)))]
    for moment in moments:
        shown = sharper(shown, moment) if shown is None or not shown.second else shown
    return shown


def _moment(value: str | None) -> datetime | None:
    if value and value.isascii() and value.isdigit():
        return from_timestamp(int(value)) if len(value) <= 13 else None
    return moment_in(value)


def _ip_location(page: Page, post: Post) -> str | None:
    shown = page.text_of("#js_ip_wording")
    if shown is None:
        stated = post.inner("ip_wording")
        country = _stated(stated, "countryName", "country_name")
        province = _stated(stated, "provinceName", "province_name")
        is_abroad = (_stated(stated, "countryId", "country_id") or _CHINA) != _CHINA
        shown = country if is_abroad or not province else province
        shown = shown or post.words("ip_wording", "ipWording")
    shown = (shown or "").removeprefix("发表于").strip()
    return shown if _PLACE.fullmatch(shown) else None


def _stated(holder: dict[str, object], *names: str) -> str | None:
    return next((value.strip() for name in names if isinstance(value := holder.get(name), str) and value.strip()), None)


def _marks(page: Page, post: Post) -> list[str]:
    """原创, 以下文章来源于…, the declared source, and the author's note below the text, as the page marks them."""
    found = []
    logo = page.first("#copyright_logo")
    if logo is not None and not _HIDDEN.search(logo.attributes.get("style") or "") and "原创" in short_text(logo):
        found.append("原创")
    card = page.first(_CARDS)
    if card is not None and (text := short_text(card)) and len(text) <= 80:
        found.append(text)
    claim = post.inner("claim_source")
    stated = _stated(claim, "claim_source") or _CLAIMS.get(_stated(claim, "claim_source_type") or "")
    if stated and stated != "0":
        found.append(plain(stated))
    body = page.first("#js_content")
    beside = declarations_beside(body, page.menu) if body is not None else []
    return found + [text for text in beside if not any(_within(text, mark) for mark in found)]


def _within(text: str, mark: str) -> bool:
    """Whether a mark says a text already: cards stand beside the body, too, and their parts are texts of their own."""
    return "".join(text.split()) in "".join(mark.split())
