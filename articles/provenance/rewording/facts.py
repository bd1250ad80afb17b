"""What two sentences both state: equal numbers, and rare words, which are mostly names of people, places and things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.provenance.headline_body.quantities import chinese_value
from articles.provenance.rewording.alignment import Alignment
from articles.provenance.rewording.bigrams import bigrams, rarity
from articles.provenance.rewording.narrative import Narrative
from articles.text.prose_folding import fold_prose

RARE = 6.5
"""Rarity from which a bigram is no common word: fewer than 1 in 660 texts has it."""
_HAN_DIGITS = "零〇一二两三四五六七八九"
_NUMBER = re.compile(
    rf"(?<![\d.])(?P<figure>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,15}}(?:\.\d{{1,6}})?)(?P<scale>万亿|[千万亿](?!分))?"
    rf"|(?P<han>[{_HAN_DIGITS}十百千万亿]{{2,12}}|[{_HAN_DIGITS}](?=成|倍|年|月|天|人|名|岁|元|辆|家|次|起|万|亿))"
)
_SCALES = {"千": 1e3, "万": 1e4, "亿": 1e8, "万亿": 1e12}
_NEVER = frozenset(["一一", "万一", "千万", "百万", "万千", "千百", "亿万", "十十", "万万"])  # words, not numbers
_DIGITS_OF_YEAR = 4
_ONE = 1.0  # 一个, 一名, 一辆: every text has it


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start:end` of a text. 1.2万 and 12000 have one value; a scale is part of it, a unit is not."""

    value: float
    start: int
    end: int


def numbers(text: str) -> list[Number]:
    """Read the numbers of a text in order, in figures or in Chinese, full width or half. Linear.

    Years are left out: whatever was written in a year names it.
    """
    found = []
    folded = fold_prose(text)
    for match in _NUMBER.finditer(folded):
        if folded.startswith("年", match.end()) and len(match.group()) == _DIGITS_OF_YEAR:
            continue
        if (value := _value(match)) is not None:
            found.append(Number(value, *match.span()))
    return found


def _value(match: re.Match[str]) -> float | None:
    if match["han"]:
        if match["han"] in _NEVER or match["han"][0] in "万亿":
            return None
        value = chinese_value(match["han"])
        return None if value == _ONE else value
    value = float(match["figure"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1.0)
    return round(value, 6)


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """`numbers`: how many of the `of` numbers in the text with fewer stand in the other; `names`: shared rare words."""

    numbers: int
    of: int
    names: tuple[str, ...]

    @property
    def agree(self) -> bool:
        """Whether the numbers agree; with fewer than two to compare, rare words must do."""
        if self.of >= FEWEST_NUMBERS:
            return 2 * self.numbers >= self.of and len(self.names) >= FEWEST_NAMES
        return len(self.names) >= FEWEST_NAMES_ALONE


FEWEST_NUMBERS, FEWEST_NAMES, FEWEST_NAMES_ALONE = 2, 3, 4


def shared_facts(one: Narrative, other: Narrative, alignment: Alignment) -> SharedFacts:
    """Compare the numbers of both texts' sentences, and collect the rare words of aligned ones."""
    mine, theirs = _values(one), _values(other)
    fewer, more = sorted((mine, theirs), key=len)
    names = {
        one.text[start:end]
        for pair in alignment.pairs
        for start, end in rare_words(one.text, one.sentences[pair.one], other.text, other.sentences[pair.other])
    }
    return SharedFacts(len(fewer & more), len(fewer), tuple(sorted(names)))


def _values(text: Narrative) -> set[float]:
    if not text.sentences:
        return set()
    return {each.value for sentence in text.sentences for each in numbers(text.words(sentence))}


def rare_words(one: str, place: Sequence[int], other: str, there: Sequence[int]) -> list[tuple[int, int]]:
    """Return the places in `one` of rare words that both sentences have; the sentences are spans of the texts.

    A word is a run of bigrams that the other sentence has too, one of them rare; figures are no words.
    """
    start, end = place[0], place[1]
    here = bigrams(one[start:end])
    if not len(here):
        return []
    held = set(bigrams(other[there[0] : there[1]]).tolist())
    weights = rarity(here).tolist()
    found: list[tuple[int, int]] = []
    begin, is_rare = None, False
    for at, (gram, weight) in enumerate(zip([*here.tolist(), None], [*weights, 0.0], strict=True)):
        if gram in held:
            begin = at if begin is None else begin
            is_rare |= weight >= RARE
        elif begin is not None:
            words = one[start + begin : start + at + 1]
            if is_rare and not _is_figure(words):
                found.append((start + begin, start + at + 1))
            begin, is_rare = None, False
    return found


def _is_figure(words: str) -> bool:
    return sum(each.isdigit() or each in "年月日时分" for each in words) * 2 >= len(words)


def equal_numbers(one: str, other: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the places of the numbers that two sentences both have, in each of them."""
    mine, theirs = numbers(one), numbers(other)
    both = {each.value for each in mine} & {each.value for each in theirs}
    return _places(mine, both), _places(theirs, both)


def _places(found: Iterable[Number], kept: set[float]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in found if each.value in kept]
