"""How near two texts are in subject, by vectors of pairs of characters, learned without labels.

`bench.scores.headline_topics` trains them.
"""

from __future__ import annotations

import math
import re
from base64 import b85decode
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import add, mul

from articles.provenance.lexicons import lexicon

_RUN = re.compile("[\u4e00-\u9fff]{2,}")
_READ = 3000  # characters of a body, as in training
_COMMON = 2.0  # a pair of characters in one of seven texts says nothing


@dataclass(frozen=True, slots=True)
class _Model:
    idf: dict[str, float]
    vectors: dict[str, memoryview]
    dimensions: int
    rarest: float


@cache
def _model() -> _Model:
    data = lexicon("headline_topics")
    text, dimensions = "".join(data["grams"]), int(data["dimensions"])
    grams = [text[start : start + 2] for start in range(0, len(text), 2)]
    weights = b85decode("".join(data["idf"]))
    vectors = memoryview(b85decode("".join(data["vectors"]))).cast("b")
    return _Model(
        {gram: weight / 10 for gram, weight in zip(grams, weights, strict=True)},
        {gram: vectors[n * dimensions : (n + 1) * dimensions] for n, gram in enumerate(grams)},
        dimensions,
        max(weights) / 10,
    )


def weight(piece: str) -> float:
    """How much a pair of characters tells, 0 for what stands everywhere; a pair that is not known tells most."""
    model = _model()
    return max(0.0, model.idf.get(piece, model.rarest) - _COMMON)


def nearness(one: str, other: str) -> float:
    """The cosine of the subjects of two folded texts, −1 to 1; 0 when one has no known pair of characters."""
    a, b = _vector(one), _vector(other[:_READ])
    length = math.sqrt(sum(map(mul, a, a)) * sum(map(mul, b, b)))
    return sum(map(mul, a, b)) / length if length else 0.0


def _vector(text: str) -> list[float]:
    model = _model()
    counts = Counter(a + b for run in _RUN.findall(text) for a, b in pairwise(run))
    total = [0.0] * model.dimensions
    for gram, n in counts.items():
        if (vector := model.vectors.get(gram)) is not None:
            scale = 1 + math.log(n)
            total = list(map(add, total, [scale * each for each in vector]))
    return total
