"""The wording part: a small linear model over character n-grams, told as a few spans of the headline and one rest."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_SPANS = 3
Hit = tuple[int, int, float]  # a known n-gram (start, size, weight), or a span (start, end, weight), in `gram_text`
_WORD = re.compile(r"[^ ]+")


@dataclass(frozen=True, slots=True)
class Grams:
    """n-gram weights in log-odds; n-grams have `shortest` to `longest` characters of `gram_text`."""

    shortest: int
    longest: int
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Wording:
    """Contribution of the n-grams in log-odds: `spans` are (start, end, contribution), `total` includes the rest."""

    total: float
    spans: tuple[tuple[int, int, float], ...]


_FOLD_DIGITS = {ord(digit): "0" for digit in "123456789"}


class _GramTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if char.isalnum() else " "
        return self[code]


_GRAM_TABLE = _GramTable(_FOLD_DIGITS)


def gram_text(folded: str) -> str:
    """The text n-grams are taken from: digits become 0, whatever is no letter or digit a space, a space at both ends.

    Character i of `folded` is character i + 1 here. Punctuation has its own cue family; left in here, a small training
    set teaches the model a publisher's commas.
    """
    return f" {folded.translate(_GRAM_TABLE)} "


def grams_of(text: str, shortest: int, longest: int) -> list[str]:
    """All n-grams of a `gram_text`."""
    return [
        text[start : start + size] for size in range(shortest, longest + 1) for start in range(len(text) - size + 1)
    ]


def score_wording(folded: str, grams: Grams, whole_words: bool) -> Wording:
    """The n-grams' part of a score: Σ weight / √(number of known n-grams), so that long headlines do not weigh more.

    Shown are the words (`whole_words`) or pairs of characters that contribute most, each with the weight of all
    n-grams inside it, without overlap; n-grams across them or elsewhere are the rest (`total` minus `spans`).
    """
    text = gram_text(folded)
    weights = grams.weights
    hits = [
        (start, size, weight)
        for size in range(grams.shortest, grams.longest + 1)
        for start in range(len(text) - size + 1)
        if (weight := weights.get(text[start : start + size])) is not None
    ]
    if not hits:
        return Wording(0.0, ())
    scale = 1 / math.sqrt(len(hits))
    parts = _words(text, hits) if whole_words else _pairs(text, hits)
    spans: list[Hit] = []
    # A span overlaps at most two better ones, so three times as many candidates are enough.
    for start, end, weight in sorted(parts, key=_heaviest_first)[: 3 * MOST_SPANS]:
        if len(spans) < MOST_SPANS and all(end <= other[0] or start >= other[1] for other in spans):
            spans.append((start, end, weight))
    shown = tuple((start - 1, end - 1, weight * scale) for start, end, weight in sorted(spans))
    return Wording(scale * sum([weight for _, _, weight in hits]), shown)


def _heaviest_first(part: Hit) -> float:
    return -abs(part[2])


def _pairs(text: str, hits: list[Hit]) -> list[Hit]:
    sums = [0.0] * len(text)
    for start, size, weight in hits:
        if size <= 2:
            sums[start] += weight
            if size == 1:
                sums[start - 1] += weight
    return [
        (start, start + 2, weight)
        for start, weight in enumerate(sums)
        if weight and text[start] != " " and text[start + 1] != " "
    ]


def _words(text: str, hits: list[Hit]) -> list[Hit]:
    words = [match.span() for match in _WORD.finditer(text)]
    owner = [0] * len(text)
    for place, (start, end) in enumerate(words):
        # The space before a word belongs to it: n-grams tell where a word begins and ends.
        owner[start - 1 : end] = [place] * (end - start + 1)
    sums = [0.0] * len(words)
    for start, size, weight in hits:
        place = owner[start]
        if start + size <= words[place][1] + 1:
            sums[place] += weight
    return [(start, end, weight) for (start, end), weight in zip(words, sums, strict=True)]
