"""The check of a headline against its body: numbers and quoted names that the body never mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from articles.text.search_folding import fold_for_search

_UNITS = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_NUMBER = re.compile(
    r"(?<![0-9.])([0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,9})?|[0-9]{1,18}(?:\.[0-9]{1,9})?)"
    r"(?: ?(万亿|千亿|百亿|千万|百万|[百千万亿]|thousand|million|billion|k\b))?"
)
# A date promises nothing: bodies write “今天” or “7日” for what the headline calls 11月7日 or 2022.
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?![0-9])|[0-9]{1,2} ?[月日号时点]")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]{1,12}")
_NAMED = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: n for n, word in enumerate(_NAMED.split(), 1)}
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_QUOTED = re.compile(
    r"“([^“”]{2,20})”|‘([^‘’]{2,20})’|「([^「」]{2,20})」|『([^『』]{2,20})』|《([^《》]{2,20})》|\"([^\"]{2,20})\""
)
# Measure words for people and things; a body with one other number of them contradicts the headline.
_COUNTED = frozenset("人名例家户辆架艘头只起岁倍%")
_RUN = re.compile(r"[a-z]{4,30}|[\u4e00-\u9fff]{2,60}")
_COMMON = frozenset({"this", "that", "what", "when", "they", "your", "with", "from", "have", "will", "these", "about"})
_LONG_ENOUGH, _ENOUGH_PIECES, _HARDLY = 200, 4, 0.1
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Unsupported:
    """The promise at `start:end` of the folded headline that the body does not keep.

    `kind` is `number` or `name` (not in the body), `contradicted` (the body counts the same thing as `instead`), or
    `claim` (the body holds hardly anything of the whole headline).
    """

    kind: str
    start: int
    end: int
    instead: str = ""


def unsupported(folded_headline: str, body: str) -> list[Unsupported]:
    """Find numbers and quoted names of the headline that do not occur in `body`, by position.

    Numbers are compared by value: 1,300 is 1.3千 and 1300, 3 is 三, 两 is 2, “two” is 2. Dates are left out. Names are
    compared without punctuation and spaces. A count that the reader would have to make (ten sections, none numbered) is
    unsupported. For an empty body the list is empty. A body of at least 200 characters that holds at most a tenth of
    the headline does not keep its `claim`.
    """
    if not body.strip():
        return []
    text = fold_for_search(body).text
    found = [*_missing_claim(folded_headline, text)]
    numbers = [match for match in _NUMBER.finditer(folded_headline) if not _DATE.match(folded_headline, match.start())]
    names = list(_QUOTED.finditer(folded_headline))
    known = _values(text) if numbers else set()
    bare = _NOT_WORDS.sub("", text) if names else ""
    found += [_wrong(match, folded_headline, text) for match in numbers if _value(match) not in known]
    found += [
        Unsupported("name", *match.span(match.lastindex or 0))
        for match in names
        if _NOT_WORDS.sub("", match[match.lastindex or 0]) not in bare
    ]
    return sorted(found, key=lambda item: (item.start, item.end))


def _missing_claim(headline: str, text: str) -> list[Unsupported]:
    """The whole headline, if a long body has hardly any of its character pairs (or words)."""
    if len(text) < _LONG_ENOUGH:
        return []
    pieces = [
        piece
        for run in _RUN.findall(headline)
        for piece in ([run] if run.isascii() else map("".join, pairwise(run)))
        if piece not in _COMMON
    ]
    if len(pieces) < _ENOUGH_PIECES or sum([piece in text for piece in pieces]) > _HARDLY * len(pieces):
        return []
    return [Unsupported("claim", 0, len(headline))]


def _wrong(match: re.Match[str], headline: str, text: str) -> Unsupported:
    """The number that is not in the body.

    It is contradicted when the body counts the same thing once, with another number.
    """
    unit = headline[match.end() : match.end() + 1]
    if unit in _COUNTED:
        counts = {other[0] for other in _NUMBER.finditer(text) if text[other.end() : other.end() + 1] == unit}
        if len(counts) == 1:
            return Unsupported("contradicted", *match.span(), instead=counts.pop() + unit)
    return Unsupported("number", *match.span())


def _value(match: re.Match[str]) -> float:
    value = float(match[1].replace(",", ""))
    unit = match[2] or ""
    for part in [unit] if unit in _UNITS else unit:
        value *= _UNITS[part]
    return round(value, 6)


def _values(text: str) -> set[float]:
    values = {_value(match) for match in _NUMBER.finditer(text)}
    values |= {_chinese_value(match[0]) for match in _CHINESE.finditer(text)}
    return values | {float(_WORDS[match[0]]) for match in _WORD.finditer(text)}


def _chinese_value(numeral: str) -> float:
    """The value of a Chinese numeral: 三 → 3, 十二 → 12, 三百二十 → 320, 两万 → 20000."""
    total = section = digit = 0.0
    for char in numeral:
        if char in _DIGITS:
            digit = float(_DIGITS[char])
        elif char == "十":
            section += (digit or 1) * 10
            digit = 0.0
        elif char in "百千":
            section += (digit or 1) * _UNITS[char]
            digit = 0.0
        else:
            total = (total + section + digit or 1) * _UNITS[char]
            section = digit = 0.0
    return total + section + digit
