"""The linear model over tokens and form: read once, scored without numpy."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import add
from pathlib import Path
from types import MappingProxyType
from typing import Any

from articles.provenance.topics.evidence import form_of, lexical_of, tokens_of

FILE = Path(__file__).parent.parent / "data" / "topics_zh.json"
IN_HEADLINE = 2.0
"""Weight of a token of the headline; one of the lead has 1."""
IN_FORM = 0.3
"""What a form counts, and a known word of a topic; all tokens together have length 1."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in log-odds times 100: `weights[token]` holds those of `kinds`, then those of `topics`.

    `rarity[token]` is its inverse document frequency. `news_from` is the lowest log-odds of news that needs a source,
    `topic_from` the least lead of a topic over the next before it is named; `*_clear` are the leads from which the
    first part decides alone. `words` are whole words, each with the classes that it tells of, for the explanation.
    """

    version: str
    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    intercepts: tuple[float, ...]
    rarity: Mapping[str, float]
    weights: Mapping[str, tuple[float, ...]]
    news_from: float
    topic_from: float
    news_clear: float
    topic_clear: float
    words: Mapping[str, frozenset[int]]


def amounts(
    headline: str, lead: str, rarity: Mapping[str, float], manner: Mapping[str, float] = MappingProxyType({})
) -> dict[str, float]:
    """Return how much each known token counts: 1 + log(count), 2 for the headline's, by rarity, of length 1 in all.

    Forms, known words and the `manner` of the text count beside them.
    """
    counts = Counter(tokens_of(lead))
    for token in tokens_of(headline):
        counts[token] += IN_HEADLINE  # type: ignore[assignment]
    found = {token: (1 + math.log(count)) * rarity[token] for token, count in counts.items() if token in rarity}
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    found = {token: value / length for token, value in found.items()}
    for name in form_of(headline, lead):
        found[name] = IN_FORM
    for name, count in lexical_of(headline, lead).items():
        found[name] = IN_FORM * (1 + math.log(count))
    found |= manner
    return {name: value for name, value in found.items() if name in rarity}


def totals(model: Model, found: Mapping[str, float]) -> list[float]:
    """Return the log-odds of each kind, then of each topic."""
    sums = list(model.intercepts)
    for token, amount in found.items():
        sums = list(map(add, sums, (weight * amount for weight in model.weights[token])))
    return sums


@cache
def model() -> Model:
    """Read the model that is shipped. FileNotFoundError and ValueError mean a damaged installation."""
    return parse(json.loads(FILE.read_text(encoding="utf-8")))


def parse(data: Mapping[str, Any]) -> Model:
    """Make a model of what its file holds. Raises ValueError for weights of another number than the classes."""
    kinds, topics = tuple(data["kinds"]), tuple(data["topics"])
    weights = {token: _scaled(row[1:]) for token, row in data["weights"].items()}
    if any(len(row) != len(kinds) + len(topics) for row in (*weights.values(), data["intercepts"])):
        raise ValueError("a token has not one weight for each kind and topic")
    return Model(
        version=str(data["version"]),
        kinds=kinds,
        topics=topics,
        intercepts=_scaled(data["intercepts"]),
        rarity={token: row[0] / 100 for token, row in data["weights"].items()},
        weights=weights,
        news_from=float(data["news_from"]),
        topic_from=float(data["topic_from"]),
        news_clear=float(data["news_clear"]),
        topic_clear=float(data["topic_clear"]),
        words={word: frozenset(classes) for word, classes in data["words"].items()},
    )


def _scaled(row: Sequence[float]) -> tuple[float, ...]:
    return tuple(value / 100 for value in row)
