"""The parts of the reliability score as data: weights, priors and reasons (`data/reliability.json`)."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PARTS_FILE = Path(__file__).parents[1] / "data" / "reliability.json"
PARTS = ("record", "sourcing", "originality", "corrections", "headline_honesty", "disclosure", "peer_graph")


class SchemeError(ValueError):
    """The error of an unusable file of weights and priors; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """The `points` a part can earn (100 over all parts) and its Beta(`a`, `b`) prior."""

    name: str
    points: float
    a: float
    b: float

    def posterior(self, good: float, tried: float) -> tuple[float, float]:
        """The mean and variance of the share of good ones after `good` of `tried`.

        Beta-binomial; both numbers are ≥ 0 and may be floats. Beta(a, b) and good of tried give Beta(a + good, b +
        tried − good).
        """
        a, b = self.a + good, self.b + tried - good
        return a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1))


@dataclass(frozen=True, slots=True)
class Scheme:
    """The whole scheme: parts, interval (0–1), half-life in days, what a band needs, bands.

    `tolerance` is the rate of violations, weighted by severity, at which a source keeps 1/e (37 %) of its points.
    `enough` is the fewest reviewed articles for a band. `medium` and `high` are the lowest points of their bands, and
    `sure` is the least factor (0–1) that the record must leave for `high` at the lower end of its interval.
    `selection_odds` says how many times the odds of a violation are higher among reviewed articles that the queue chose
    than among all: 1 where no random audit has told.
    """

    model: str
    interval: float
    half_life: float
    tolerance: float
    enough: float
    medium: float
    high: float
    sure: float
    selection_odds: float
    parts: dict[str, Part]

    def factor(self, rate: float) -> float:
        """What a record with this rate of violations (0–1) leaves of every point, 0–1."""
        return math.exp(-rate / self.tolerance)


@cache
def scheme() -> Scheme:
    """The scheme in use: the shipped one until `use_scheme` names another. Raises `SchemeError`."""
    return read_scheme(_in_use[0])


_in_use = [PARTS_FILE]


def use_scheme(path: Path) -> None:
    """Have `scheme` read this file from now on; it is read on first use."""
    _in_use[0] = path
    scheme.cache_clear()


def scheme_file() -> Path:
    """The file that `scheme` reads."""
    return _in_use[0]


def read_scheme(path: Path) -> Scheme:
    """Read a scheme.

    Raises `SchemeError` unless it has the seven parts, 100 points and usable numbers.
    """
    try:
        return _scheme(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SchemeError(f"{path.name} cannot be read") from error
    except (KeyError, TypeError, ValueError) as error:
        raise SchemeError(f"{path.name}: {error!r}") from error


def _scheme(data: dict[str, Any]) -> Scheme:
    given = data["parts"]
    if set(given) != set(PARTS):
        raise SchemeError(f"parts must be {', '.join(PARTS)}")
    parts = {
        name: Part(name, float(given[name]["weight"]), float(prior["a"]), float(prior["b"]))
        for name in PARTS
        for prior in [given[name]["prior"]]
    }
    for part in parts.values():
        if not all(math.isfinite(number) and number > 0 for number in (part.points, part.a, part.b)):
            raise SchemeError(f"weight and prior of {part.name} must be positive numbers")
    if not math.isclose(sum(part.points for part in parts.values()), 100):
        raise SchemeError("the weights must sum to 100")
    half_life, interval = float(data["half_life_days"]), float(data["interval"])
    if not (half_life > 0 and 0 < interval < 1):
        raise SchemeError("half_life_days must be positive, interval between 0 and 1")
    tolerance, odds = float(data["tolerance"]), float(data["selection_odds"])
    if not (0 < tolerance < math.inf and 0 < odds < math.inf):
        raise SchemeError("tolerance and selection_odds must be positive numbers")
    bands = data["bands"]
    return Scheme(
        model=str(data["model"]),
        interval=interval,
        half_life=half_life,
        tolerance=tolerance,
        enough=float(data["enough_reviews"]),
        medium=float(bands["medium"]),
        high=float(bands["high"]),
        sure=float(data["sure"]),
        selection_odds=odds,
        parts=parts,
    )
