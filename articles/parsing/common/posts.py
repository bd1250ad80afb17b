"""Posts: short texts of social platforms, often without a title, as plain text with line breaks."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from articles.parsing.common.sites import moment_in
from articles.parsing.declarations.notices import declares
from articles.parsing.document.page import Draft, Page, short_text, squeeze, web_address
from articles.parsing.extracted import ExtractedImage
from articles.parsing.images.pictures import unwrap
from articles.parsing.menus import Menu
from articles.parsing.scripts.state import words
from articles.parsing.times.dates import from_timestamp

_SENTENCE = re.compile(r"[^。！？!?；;\n]{1,40}[。！？!?]?")
_LONGEST_HEADLINE = 40
_MOST_LINES, _MOST_PICTURES = 5_000, 200
_LONGEST_STAMP, _LONGEST_LABEL = 13, 80
_NO_LABELS = frozenset(("广告", "热推", "推荐", "置顶", "荐读"))
_PLACE_LABEL = re.compile(r"^(?:发布于|来自|IP\s?属地\s?[:：]?)\s?", re.IGNORECASE)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}")
_TITLE = re.compile(r"^【([^【】\n]{4,60})】")
_LABEL_FIELD = re.compile(
    r"declar|statement|disclaim|aigc|ai_?(?:label|info|mark|tag|content|generat)|risk|argue|self_?label|origin_?label|"
    r"(?:content|note|photo|author|creator|work)_?(?:label|notice|remark|mark|hint|tip)",
    re.IGNORECASE,
)
_NO_LABEL_FIELD = re.compile(
    r"comment|recommend|relat|reply|share|user$|author$|music|topic|hash_?tag|at_?list", re.IGNORECASE
)
_DRAWN, _LONGEST_DRAWN, _MOST_PARTS = ("作者声明", "作品声明", "内容声明", "声明"), 40, 200
_MOST_FIELDS, _MOST_OF_A_LIST, _DEEPEST, _LEAST_LABEL = 2_000, 20, 5, 4
_BLANK = re.compile("[\u200b-\u200f\u2060\ufeff]")  # Weibo ends each post with such characters


def lines_of(text: str) -> list[str]:
    """Return the lines of a plain text that are not blank, white space collapsed."""
    lines = (squeeze(_BLANK.sub("", line)) for line in text.splitlines()[:_MOST_LINES])
    return [line for line in lines if line]


def headline_of(paragraphs: Iterable[str]) -> str | None:
    """Return a stand-in for the headline that a post does not have: 【…】 before its text, or its first sentence.

    At most 40 characters of a sentence are taken.
    """
    first = next(iter(paragraphs), "")
    if titled := _TITLE.match(first):
        return titled[1].strip() or None
    if len(first) <= _LONGEST_HEADLINE:
        return first or None
    sentence = _SENTENCE.match(first)
    return sentence.group() if sentence and len(sentence.group()) > 1 else first[:_LONGEST_HEADLINE]


def time_of(item: Any, *keys: str) -> datetime | None:
    """Return the time among `keys`: seconds or milliseconds since 1970, or a written time to the minute."""
    for key in keys:
        stamp = words(item, key) or ""
        is_number = stamp.isascii() and stamp.isdigit() and len(stamp) <= _LONGEST_STAMP
        if moment := from_timestamp(int(stamp)) if is_number else moment_in(stamp):
            return moment
    return None


def add_pictures(draft: Draft, addresses: Iterable[str | None]) -> None:
    """Add pictures by their addresses, each once; anything but http(s) is left out."""
    known = {image.url for image in draft.images}
    for address in _web_addresses(addresses):
        if address not in known and len(draft.images) < _MOST_PICTURES:
            known.add(address)
            draft.images.append(ExtractedImage(address))


def _web_addresses(addresses: Iterable[str | None]) -> Iterator[str]:
    for address in addresses:
        if address and (found := web_address(unwrap(address))):
            yield found


def take_labels(draft: Draft, labels: Iterable[str | None], menu: Menu) -> None:
    """Sort the labels that a platform prints beside a post: the author's declarations, else notices of the platform."""
    for label in labels:
        text = squeeze(label or "")
        if not text or len(text) > _LONGEST_LABEL or text in _NO_LABELS:
            continue
        found = draft.declared_in_element if declares(text, menu) else draft.disclaimers
        if text not in found:
            found.append(text)


def take_declared(draft: Draft, labels: Iterable[str], menu: Menu) -> None:
    """Take those of a post's texts that are declarations as a whole; the others are not the reader's to see."""
    take_labels(draft, (text for text in labels if declares(text, menu)), menu)


def drawn_labels(page: Page, selector: str) -> Iterator[str]:
    """Yield what the author declares as the page draws it: short texts with their label, in elements of their own."""
    detail = page.first(selector)
    for node in detail.css("div, span, p")[:_MOST_PARTS] if detail is not None else ():
        text = short_text(node)
        if len(text) <= _LONGEST_DRAWN and text.startswith(_DRAWN):
            yield text


def stated_labels(item: Any) -> list[str]:
    """List the short texts in the fields of a post that hold what its author declares, or the platform in his place.

    The names of these fields change; each has a word like declaration, statement, aigc or risk in it. Fields of
    comments and of other posts are not looked at.
    """
    found: dict[str, None] = {}
    queue: deque[tuple[Any, bool, int]] = deque([(item, False, 0)])
    for _ in range(_MOST_FIELDS):
        if not queue:
            break
        value, is_label, depth = queue.popleft()
        if isinstance(value, str):
            if is_label and _LEAST_LABEL <= len(value) <= _LONGEST_LABEL:
                found.setdefault(squeeze(value))
        elif isinstance(value, list):
            queue.extend((below, is_label, depth + 1) for below in value[:_MOST_OF_A_LIST] if depth < _DEEPEST)
        elif isinstance(value, dict) and depth < _DEEPEST:
            queue.extend(
                (below, is_label or _LABEL_FIELD.search(key) is not None, depth + 1)
                for key, below in value.items()
                if not _NO_LABEL_FIELD.search(key)
            )
    return list(found)


def place_of(text: str | None) -> str | None:
    """Return the place in a label of the writer's place: 发布于 重庆, IP 属地重庆, 重庆."""
    place = _PLACE_LABEL.sub("", squeeze(text or ""))
    return place if _PLACE.fullmatch(place) else None
