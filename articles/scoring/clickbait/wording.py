"""The wording part: a linear model over tokens and bigrams, shown as a few whole words and one remainder."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import chain, pairwise
from operator import add

from articles.scoring.clickbait.words import words_of

MOST_SPANS = 3
# A word that moves the log-odds by less is not shown, but counted with the rest. Chosen.
LEAST_SHOWN = 0.1
UNITS = {"zh": "characters", "en": "words"}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FOLD_DIGITS = {ord(digit): "0" for digit in "123456789"}


class _GramTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if char.isalnum() else " "
        return self[code]


_CHARACTERS = _GramTable(_FOLD_DIGITS)


@dataclass(frozen=True, slots=True)
class Grams:
    """The weights in log-odds of tokens and bigrams; `unit` is `characters` or `words`."""

    unit: str
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Wording:
    """The contribution in log-odds; `spans` are (start, end, contribution), `total` includes the rest.

    `taken` are the contributions of the words at the places that were taken, 0 for one that lowers the score.
    """

    total: float
    spans: tuple[tuple[int, int, float], ...]
    taken: tuple[float, ...] = ()


def grams_of(folded: str, unit: str) -> list[str]:
    """The tokens of a folded headline, then its bigrams, in order.

    Digits become 0, because the value of a number is not wording. Bigrams do not cross punctuation, which has its own
    part: with punctuation, a small training set would teach the model a publisher's commas.
    """
    if unit == "characters":
        text = folded.translate(_CHARACTERS)
        return [char for char in text if char != " "] + [
            left + right for left, right in pairwise(text) if left != " " and right != " "
        ]
    words = [(match.start(), match[0].translate(_FOLD_DIGITS)) for match in _WORD.finditer(folded)]
    return [word for _, word in words] + [f"{left} {right}" for left, right in _neighbours(words)]


def _neighbours(words: list[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    # Folding digits keeps lengths, so positions stay valid.
    for (start, left), (following, right) in pairwise(words):
        if following == start + len(left) + 1:
            yield left, right


def wording_total(folded: str, grams: Grams) -> float:
    """Compute Σ weight / √(number of known grams), so that long headlines do not weigh more."""
    _, single, pairs = _weighed(folded, grams)
    known = [weight for weight in chain(single, pairs) if weight is not None]
    return sum(known) / math.sqrt(len(known)) if known else 0.0


def score_wording(folded: str, grams: Grams, taken: Sequence[tuple[int, int]] = ()) -> Wording:
    """Compute the same sum with its largest contributions: whole words, each with all its tokens and bigrams.

    Spans do not overlap each other or the spans of `taken`, and there are at most `MOST_SPANS`. Everything else is the
    rest (`total` minus `spans` and `taken`).
    """
    tokens, single, pairs = _weighed(folded, grams)
    known = [weight for weight in chain(single, pairs) if weight is not None]
    if not known:
        return Wording(0.0, (), (0.0,) * len(taken))
    scale = 1 / math.sqrt(len(known))
    parts = _words(folded, single, pairs) if grams.unit == "characters" else _phrases(tokens, single, pairs)
    spans: list[tuple[int, int, float]] = []
    # A span overlaps at most two better ones, so three times as many candidates are enough.
    for weight, start, end in nlargest(3 * (MOST_SPANS + len(taken)), parts, key=_weight):
        if abs(weight) * scale < LEAST_SHOWN or len(spans) == MOST_SPANS:
            break
        if all(end <= other[0] or start >= other[1] for other in chain(spans, taken)):
            spans.append((start, end, weight * scale))
    own = _within(taken, single, pairs, scale) if grams.unit == "characters" else (0.0,) * len(taken)
    return Wording(sum(known) * scale, tuple(spans), own)


def _within(
    taken: Sequence[tuple[int, int]], single: list[float | None], pairs: list[float | None], scale: float
) -> tuple[float, ...]:
    """The contribution of the tokens and bigrams of each span, each counted for the first span that holds it."""
    seen: set[int] = set()
    found = []
    for start, end in taken:
        places = [place for place in range(start, end) if place not in seen]
        seen.update(places)
        weight = sum(single[place] or 0.0 for place in places)
        weight += sum(pairs[place] or 0.0 for place in places if place + 1 < end)
        found.append(max(0.0, weight * scale))
    return tuple(found)


def _words(folded: str, single: list[float | None], pairs: list[float | None]) -> list[tuple[float, int, int]]:
    return [
        (sum(filter(None, single[start:end])) + sum(filter(None, pairs[start : end - 1])), start, end)
        for start, end in words_of(folded)
    ]


def _phrases(
    tokens: list[tuple[int, int]], single: list[float | None], pairs: list[float | None]
) -> list[tuple[float, int, int]]:
    parts = [
        (weight, start, last)
        for (start, end), (following, last), left, right, pair in zip(
            tokens, tokens[1:], single, single[1:], pairs, strict=False
        )
        if (weight := (left or 0.0) + (right or 0.0) + (pair or 0.0)) and following == end + 1
    ]
    return [(single[0] or 0.0, *tokens[0])] if len(tokens) == 1 else parts


def _weighed(folded: str, grams: Grams) -> tuple[list[tuple[int, int]], list[float | None], list[float | None]]:
    """The positions of the tokens, their weights, and the weights of their bigrams.

    A gram without a weight has None.
    """
    get = grams.weights.get
    if grams.unit == "characters":
        text = folded.translate(_CHARACTERS)
        # A gram with a space in it has no weight.
        return _places(len(text)), list(map(get, text)), list(map(get, map(add, text, text[1:])))
    words = [(*match.span(), match[0].translate(_FOLD_DIGITS)) for match in _WORD.finditer(folded)]
    pairs = [
        get(f"{left} {right}") if following == end + 1 else None
        for (_, end, left), (following, _, right) in pairwise(words)
    ]
    return [(start, end) for start, end, _ in words], [get(word) for _, _, word in words], pairs


@cache
def _places(size: int) -> list[tuple[int, int]]:
    return [(place, place + 1) for place in range(size)]


def _weight(part: tuple[float, int, int]) -> float:
    return abs(part[0])
