"""The parts of the reliability score as data: weights, priors and their reasons, `data/reliability.json`."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PARTS_FILE = Path(__file__).parent / "data" / "reliability.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: `points` it can earn (all parts together 100) and its Beta(`a`, `b`) prior."""

    name: str
    points: float
    a: float
    b: float

    def posterior(self, good: float, tried: float) -> tuple[float, float]:
        """Mean and variance of the share of good ones after `good` of `tried` (Beta-binomial, both ≥ 0, floats too).

        Beta(a, b) and good of tried give Beta(a + good, b + tried − good).
        """
        a, b = self.a + good, self.b + tried - good
        return a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1))


@dataclass(frozen=True, slots=True)
class Scheme:
    """The whole scheme: parts, the least points of `medium` and `high`, the articles needed for a band."""

    model: str
    interval: float
    enough: float
    medium: float
    high: float
    parts: dict[str, Part]


@cache
def scheme() -> Scheme:
    """Read the scheme; weights are scaled so that the parts that exist so far sum to 100 points.

    Raises ValueError when a weight or prior is not a finite positive number.
    """
    data = json.loads(PARTS_FILE.read_text(encoding="utf-8"))
    whole = sum(part["weight"] for part in data["parts"].values())
    parts = {
        name: Part(name, 100 * part["weight"] / whole, part["prior"]["a"], part["prior"]["b"])
        for name, part in data["parts"].items()
    }
    for part in parts.values():
        if not all(math.isfinite(number) and number > 0 for number in (part.points, part.a, part.b)):
            raise ValueError(f"{PARTS_FILE.name}: weight and prior of {part.name} must be positive")
    bands = data["bands"]
    return Scheme(data["model"], data["interval"], data["enough_articles"], bands["medium"], bands["high"], parts)
