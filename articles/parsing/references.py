"""The 参考资料 list at the end of an article: a title line, then items.

The platform prints an item as a headline line and a line `date·outlet`; authors also write items on one line, often
with 《headline》.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from articles.parsing.dates import find_moment
from articles.parsing.extracted import ExtractedReference
from articles.text.page_folding import fold_page

_TITLE = re.compile(
    r"^[\[(]?(?:本文|文章)?(?:主要)?(?:参考(?:资料|文献|来源|信源|信息|新闻)|(?:资料|信息|新闻|引用|素材)来源|信源)[\])]?:?$"
)
_MAY_BE_TITLE = re.compile(r"\W{0,3}.{0,4}(?:[参參]考|[来來]源|信源)")
_TITLE_WITH_ITEMS = re.compile(r"^(?:参考资料|参考文献|参考来源|资料来源|信息来源)[::](.+)$")
_DATED_LINE = re.compile(r"^(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_NUMBERING = re.compile(r"^(?:\[\d{1,2}\]|\(\d{1,2}\)|\d{1,2}[.,、)]|[①-⑳])\s*")
_TITLED = re.compile(r"([^《》;]{0,30})《([^《》]{2,120})》")
_URL = re.compile(r"https?://[^\s<>\"“”()]{4,500}")
_LONGEST_ITEM = 150
_MOST_TITLES, _MOST_LINES = 50, 1_000


def split_references(paragraphs: Sequence[str]) -> tuple[list[str], list[ExtractedReference], list[str]]:
    """Split into the body before the list, its references, and the text after it. Without a list: (all, [], [])."""
    titles = (index for index, paragraph in enumerate(paragraphs) if _MAY_BE_TITLE.match(paragraph))
    for index in islice(titles, _MOST_TITLES):
        paragraph = paragraphs[index]
        folded = fold_page(paragraph).strip()
        if _TITLE.match(folded):
            references, used = _read_items(paragraphs[index + 1 : index + 1 + _MOST_LINES])
            if references:
                return list(paragraphs[:index]), references, list(paragraphs[index + 1 + used :])
        elif (match := _TITLE_WITH_ITEMS.match(folded)) and "《" in match[1]:
            inline = _read_inline(paragraph[match.start(1) :])
            if inline:
                return list(paragraphs[:index]), inline, list(paragraphs[index + 1 :])
    return list(paragraphs), [], []


def _read_items(lines: Sequence[str]) -> tuple[list[ExtractedReference], int]:
    dated = [index for index, line in enumerate(lines) if _DATED_LINE.match(fold_page(line).strip())]
    if dated and dated[0] <= 1:
        return _read_pairs(lines)
    references: list[ExtractedReference] = []
    for used, line in enumerate(lines):
        item = _read_line(line)
        if item is None:
            return references, used
        references.append(item)
    return references, len(lines)


def _read_pairs(lines: Sequence[str]) -> tuple[list[ExtractedReference], int]:
    references = []
    used = 0
    while used + 1 < len(lines) and _DATED_LINE.match(fold_page(lines[used + 1]).strip()):
        headline, dated = lines[used].strip(), lines[used + 1].strip()
        numbering = _NUMBERING.match(fold_page(headline))
        headline = headline[numbering.end() :] if numbering else headline
        moment = find_moment(dated)
        rest = dated[moment[2] :] if moment else _DATED_LINE.sub("", fold_page(dated), count=1)
        outlet = rest.strip(" 日·•・|-—\u3000")
        references.append(ExtractedReference(headline, outlet or None, moment[0] if moment else None))
        used += 2
    return references, used


def _read_line(line: str) -> ExtractedReference | None:
    """Read one item from a line; None for a long line, or one that is neither numbered, titled nor linked."""
    if len(line) > _LONGEST_ITEM:
        return None
    text = line.strip()
    numbering = _NUMBERING.match(fold_page(text))
    rest = text[numbering.end() :] if numbering else text
    url = _URL.search(rest)
    if not (numbering or url or "《" in rest):
        return None
    inline = _read_inline(rest)
    moment = find_moment(rest)
    headline = inline[0].headline if inline else _URL.sub("", rest).strip().rstrip(":,：，") or rest
    return ExtractedReference(
        headline, inline[0].outlet if inline else None, moment[0] if moment else None, url.group() if url else None
    )


def _read_inline(text: str) -> list[ExtractedReference]:
    found = _TITLED.findall(text)
    return [ExtractedReference(title.strip(), outlet.strip(" :：,，、;；·").strip() or None) for outlet, title in found]
