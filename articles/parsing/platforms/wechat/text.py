"""The text of a WeChat post, by its kind: lines, or markup that a script would draw."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from articles.parsing.common.sites import read_body
from articles.parsing.document.fragments import Fragment, read_fragment
from articles.parsing.document.page import Draft, Page, squeeze, web_address
from articles.parsing.extracted import ExtractedImage
from articles.parsing.images.pictures import image_url
from articles.parsing.platforms.wechat.post import ARTICLE, SHARE, SHORT, TEXT, Post
from articles.parsing.scripts.embedded import unescape_script

_NO_BODY = frozenset(
    (
        "original_primary_card_tips", "original_area_primary", "reward_area", "qr_code_pc_outer", "rich_media_tool",
        "wx_profile_card_inner", "js_uneditable", "weapp_display_element", "js_video_channel_container",
    )
)  # fmt: skip
# Elements that hold a drawn text, and variables of pages that keep it for their scripts.
_DRAWN = "#js_text_desc, #js_image_desc, #js_common_share_desc, #js_share_notice"
_VARIABLES = ("content_noencode", "TextContentNoEncode", "ContentNoEncode", "videoContentNoEncode", "desc", "digest")
_TAG = re.compile(
    r"</?(?:a|p|br|div|section|span|img|strong|em|b|i|blockquote|h[1-6]|ul|ol|li|table|figure|mp-[a-z-]{2,30})(?=[\s/>])",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"<(?:p|br|div|section|blockquote|h[1-6]|ul|ol|li|table|figure)(?=[\s/>])", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:n|x0[ad]|x26|u[0-9a-fA-F]{4})")
_SENTENCE = re.compile(r"[。！？!?…]+[”」』）)]{0,2}|\n")
_PAUSE = re.compile(r"[，、；：,;:\s]")
_LONGEST_LINE = 64  # characters: the platform's own limit for a headline
_SHORTEST_CUT = 30  # characters: the platform cuts a text no shorter for its headline
_MOST_PICTURES = 100


def read_text(draft: Draft, page: Page, post: Post) -> None:
    """Fill the draft's paragraphs and pictures."""
    if post.kind in {ARTICLE, SHARE} or post.kind == SHORT:
        _read_article(draft, page)
    if not draft.paragraphs:
        for text in _texts(page, post):
            fragment = fragment_of(text)
            if fragment.paragraphs:
                draft.paragraphs, draft.captions = fragment.paragraphs, fragment.captions
                draft.quoted, draft.links = fragment.quoted, fragment.links
                draft.images = fragment.images or draft.images
                break
    if not (post.kind in {ARTICLE, SHARE} and draft.images):
        draft.images += pictures_of(post.pictures)
    if not draft.images:
        draft.images = _shown_pictures(page)


def fragment_of(text: str) -> Fragment:
    """Read a text that is markup, lines with a few links, or lines only.

    Raises Unreadable: too_large, too_deep.
    """
    if not _TAG.search(text) and _TAG.search(html.unescape(text)):
        text = html.unescape(text)
    if not _TAG.search(text):
        text = html.escape(html.unescape(text), quote=False)
    if not _BLOCK.search(text):
        text = text.replace("\n", "<br>")
    return read_fragment(text, _NO_BODY)


def headline_of(stated: str | None, paragraphs: list[str]) -> str | None:
    """Return the stated headline, or the beginning of a text that has none.

    The platform puts the whole text, or its beginning, where the headline of an untitled post would stand.
    """
    stated = squeeze(html.unescape(unescaped(stated)))
    text = "\n".join(paragraphs)
    solid, all_text = "".join(stated.split()).rstrip(".…"), "".join(text.split())
    is_beginning = bool(solid) and all_text.startswith(solid)
    if (
        stated
        and len(stated) <= _LONGEST_LINE
        and not (is_beginning and _is_more_than_a_headline(stated, solid, all_text))
    ):
        return stated
    if stated and not is_beginning:
        return _shortened(stated)
    return _shortened(text.strip()) or stated or None


def pictures_of(listed: list[dict[str, Any]]) -> list[ExtractedImage]:
    """Return the pictures of a list; covers and watermarks inside its items do not count."""
    found: dict[str, None] = {}
    for item in listed:
        address = item.get("cdn_url") or item.get("url")
        if isinstance(address, str):
            address = web_address(image_url({"src": html.unescape(address)}))
            if address:
                found[address] = None
    return [ExtractedImage(address) for address in list(found)[:_MOST_PICTURES]]


def unescaped(text: str | None) -> str:
    r"""Undo escapes of scripts that stand in the page as they are: `\n`, `\x0a`."""
    return unescape_script(text) if text and _ESCAPE.search(text) else text or ""


def _read_article(draft: Draft, page: Page) -> None:
    body = page.first("#js_content")
    if body is not None and not _is_shell(body):
        read_body(draft, body, _NO_BODY)


def _is_shell(body: LexborNode) -> bool:
    """Whether the element holds the frame of a post that a script draws instead of an article."""
    return body.css_first("#js_text_title, #js_text_desc, #js_share_notice, #js_common_share_desc") is not None


def _texts(page: Page, post: Post) -> Iterator[str]:
    """Yield where the text may stand, the surest place first; the next counts when one is empty."""
    if post.kind == TEXT:
        for name in ("content_noencode", "content"):
            value = post.text_page.get(name)
            if isinstance(value, str):
                yield value
        yield post.value("TextContentNoEncode") or ""
    if post.kind == SHORT:
        yield post.value("short_content") or ""
    yield post.value("content_noencode") or ""
    for node in page.tree.css(_DRAWN)[:4]:
        yield node.html or ""
    for name in _VARIABLES:
        yield post.value(name) or ""
    if post.kind not in {ARTICLE, SHARE}:
        yield unescaped(page.meta("og:description", "description"))


def _is_more_than_a_headline(stated: str, solid: str, text: str) -> bool:
    """Whether the beginning of a text holds several sentences, or breaks off in mid-sentence."""
    if _SENTENCE.search(stated, 0, len(stated) - 1):
        return True
    end = len(solid)
    return _SHORTEST_CUT <= end < len(text) and not _SENTENCE.match(text[end - 1])


def _shortened(text: str) -> str:
    """Return the first sentence, cut at a pause where it is too long for a headline."""
    end = _SENTENCE.search(text)
    first = squeeze(text[: end.end()] if end else text)
    if len(first) <= _LONGEST_LINE:
        return first
    cut = first[: _LONGEST_LINE - 1]
    pauses = [match.start() for match in _PAUSE.finditer(cut) if match.start() >= _LONGEST_LINE // 3]
    return cut[: pauses[-1]] + "…" if pauses else cut + "…"


def _shown_pictures(page: Page) -> list[ExtractedImage]:
    """Return the pictures that a drawn page shows in its frame of pictures."""
    nodes = page.tree.css(".share_media_swiper_content img, .swiper_item img")[:_MOST_PICTURES]
    addresses = (image_url({name: value or "" for name, value in node.attributes.items()}) for node in nodes)
    return [ExtractedImage(address) for address in dict.fromkeys(filter(None, map(web_address, addresses)))]
