"""Retold headlines and named days, which link a claim to a reference."""

from __future__ import annotations

import re
from datetime import date, datetime

from articles.text.china_time import CHINA
from articles.text.prose_folding import fold_prose

_NOT_WORD = re.compile(r"[\W_]+")
_DAY = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d{2})(?:年|[-./]))?(?P<month>\d{1,2})(?:月|[-./])(?P<day>\d{1,2})(?:[日号]|(?![\d.%万亿]))"
    r"|(?<![\d月.])(?P<bare>\d{1,2})日(?![本均元内])"
)
_ENDS = "。!?;\n"
_GRAM = 3
_FEWEST = 6  # grams; a shorter headline is just a few common words
_BEFORE, _LONGEST = 200, 300  # characters


def grams(words: str) -> frozenset[str]:
    """Return the distinct 3-grams of letters, digits and characters in the first 300 characters."""
    kept = _NOT_WORD.sub("", fold_prose(words[:_LONGEST])).casefold()
    return frozenset(kept[i : i + _GRAM] for i in range(len(kept) - _GRAM + 1))


def share_retold(headline: frozenset[str], passage: frozenset[str]) -> float:
    """Return the share (0–1) of a headline's grams in the passage; 0 for a headline below 8 characters."""
    return len(headline & passage) / len(headline) if len(headline) >= _FEWEST else 0.0


def passage_around(folded: str, start: int, end: int) -> str:
    """Return the text from the start of the sentence around `start` up to `end`, at most 300 characters."""
    before = folded[max(0, start - _BEFORE) : start]
    begin = start - len(before) + 1 + max(before.rfind(mark) for mark in _ENDS)
    return folded[begin : min(end, begin + _LONGEST)]


def day_of(moment: datetime | None) -> date | None:
    """Return the day in China."""
    return None if moment is None else moment.astimezone(CHINA).date()


def names_day(folded: str, day: date | None, *, month_too: bool) -> bool:
    """Whether the text names this day: 2026年11月3日, 11月3日, 11-03, and unless `month_too` also 3日."""
    return day is not None and any(_is(found, day, month_too) for found in _DAY.finditer(folded))


def _is(found: re.Match[str], day: date, month_too: bool) -> bool:
    if found["bare"]:
        return not month_too and int(found["bare"]) == day.day
    same = (int(found["month"]), int(found["day"])) == (day.month, day.day)
    return same and found["year"] in (None, str(day.year))
