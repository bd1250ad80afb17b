"""Texts for cost tests: ordinary news, every word of every lexicon again and again, and mixes no author writes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import articles
from tests.parsing.platforms.fixture_pages import PAGES

_ARTICLES = Path(articles.__file__).parent
# Features of trained models and their weights: tables that are looked up, no words that a reader searches for.
_WEIGHTS = {"clickbait_zh.json", "clickbait_en.json", "reliability.json", "topics_zh.json", "headline_topics.json"}
LEXICONS = sorted(path for path in _ARTICLES.rglob("data/*.json") if path.name not in _WEIGHTS)
# What a mix has beside words: opening quotes and brackets that never close, punctuation, digits, line ends.
_BETWEEN = ["“", '"', "《", "(", "（", "【", "，", "。", "：", "、", "……", "\n", "0", "2026年1月3日", "100%", " "]
_LONGEST_WORD = 20


@cache
def news() -> tuple[str, ...]:
    """The texts of our own fixture pages: plain news."""
    read = [json.loads(page.read_text("utf-8")) for page in sorted(PAGES.glob("*/*.json"))]
    return tuple("\n".join((*each.get("body", ()), *each.get("declarations", ()))) for each in read)


@cache
def words() -> tuple[str, ...]:
    """Every word of every lexicon; of a string of single characters, each character."""
    found: set[str] = set()
    for path in LEXICONS:
        for text in _strings(json.loads(path.read_text("utf-8"))):
            found |= {text} if len(text) <= _LONGEST_WORD else set(text)
    return tuple(sorted(word for word in found if word.strip()))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if not key.startswith("_"):
                yield key
                yield from _strings(each)


def repeated(word: str, lines: int = 12) -> str:
    """A word thirty times a line; no two lines are alike, so that kept results alone do not help."""
    return "\n".join(word * 30 + str(line) for line in range(lines))


def mixed(seed: int, characters: int = 20_000) -> str:
    """A text of random words, digits, quotes and line ends; the seed also draws how dense each of them is."""
    rng = random.Random(seed)  # noqa: S311 - the same text in every run
    some = rng.sample(words(), rng.choice([2, 5, 20, len(words())]))
    share = rng.choice([0.0, 0.02, 0.1, 0.3])
    parts: list[str] = []
    length = 0
    while length < characters:
        parts.append(rng.choice(_BETWEEN if rng.random() < share else some))
        length += len(parts[-1])
    return "".join(parts)
