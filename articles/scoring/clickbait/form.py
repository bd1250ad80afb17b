"""The form of a headline: its length and punctuation, whatever its topic."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

# Half-width and full-width marks; three in a row mean as much as ten.
_MARKS = {
    "comma": ",，",
    "colon": ":：",
    "quote": '“”"‘’「」',
    "dots": "…",
    "bar": "|｜丨",
    "stop": ".。",
}
_MOST = 3
FORM = ("length", "words", *_MARKS, "digits", "capitals")
"""The measured features; question and exclamation marks are a cue family instead."""
_MARK = re.compile("[" + "".join(_MARKS.values()) + "]")
_PLACE = {mark: FORM.index(name) for name, marks in _MARKS.items() for mark in marks}
_DIGIT = re.compile("[0-9]")
# A headline of 20 characters without a space is the centre; the intercept absorbs the rest.
_LENGTH, _WORDS = 3.0, math.log(2)
SENTENCES = {
    "length": ("标题长 {n} 字符", "the headline has {n} characters"),
    "words": ("标题以空格分成 {n} 段", "the headline has {n} words"),
    "comma": ("标题有 {n} 个逗号", "commas in the headline: {n}"),
    "colon": ("标题有 {n} 个冒号", "colons in the headline: {n}"),
    "quote": ("标题有 {n} 个引号", "quotation marks in the headline: {n}"),
    "dots": ("标题有 {n} 个省略号", "ellipses in the headline: {n}"),
    "bar": ("标题以竖线分栏（{n} 处）", "bars that set off a column's name: {n}"),
    "stop": ("标题有 {n} 个句点", "full stops in the headline: {n}"),
    "digits": ("标题的 {n}% 是数字", "{n} % of the headline are digits"),
    "capitals": ("标题 {n}% 的词以大写开头", "{n} % of the words begin with a capital"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """The measure of one feature of a headline.

    `value` is the number a weight multiplies, `n` the number a person would count, and `at` the position of the first
    mark in the folded headline.
    """

    name: str
    value: float
    n: int
    at: int | None = None


def form_of(headline: str, folded: str) -> list[float]:
    """The values in the order of `FORM`.

    All but the capitals are measured on the folded headline, which is what a reader sees.
    """
    size = len(folded) or 1
    words = headline.split()
    values = [math.log(size) - _LENGTH, math.log(len(words) + 1) - _WORDS, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    for mark in _MARK.findall(folded):
        place = _PLACE[mark]
        values[place] = min(_MOST, values[place] + 1)
    capitals = sum([word[0].isupper() for word in words]) if not headline.islower() else 0
    return [*values, 5 * len(_DIGIT.findall(folded)) / size, capitals / (len(words) or 1)]


def measures(headline: str, folded: str) -> list[Measure]:
    """The same values with their sentences; values of 0 are left out."""
    shown = {
        "length": len(folded),
        "words": len(headline.split()),
        "digits": len(_DIGIT.findall(folded)) * 100 // (len(folded) or 1),
    }
    found = []
    for name, value in zip(FORM, form_of(headline, folded), strict=True):
        if not value:
            continue
        if name in _MARKS:
            at = min(place for mark in _MARKS[name] if (place := folded.find(mark)) >= 0)
            found.append(Measure(name, value, sum(map(folded.count, _MARKS[name])), at))
        else:
            found.append(Measure(name, value, round(100 * value) if name == "capitals" else shown[name]))
    return found
