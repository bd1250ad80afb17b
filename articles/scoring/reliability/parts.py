"""The parts of the reliability score as data: weights, priors and reasons (`data/reliability.json`).

Every process of the product reads this module, and only some of them count: what needs numpy imports it on its call.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from articles.scoring.predictions import Floats

COMPONENTS = 21
"""How many weights a fitted spread has: one for each of `rates.CENTRES`."""
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


@dataclass(frozen=True)
class Scheme:
    """The whole scheme: parts, interval (0–1), half-life in days, what a band needs, bands.

    `central` is the central share of the rate's posterior that holds the truth as often as `interval` says: calibrated.

    `tolerance` is the rate of violations, weighted by severity, at which a source keeps 1/e (37 %) of its points.
    `enough` is the fewest reviewed articles for a band. `medium` and `high` are the lowest points of their bands, and
    `sure` is the least factor (0–1) that the record must leave for `high` at the lower end of its interval.
    `selection_odds` says how many times the odds of a violation are higher among reviewed articles that the queue chose
    than among all: 1 where no random audit has told. A source's mean severity begins at `severity`, which counts for
    `severity_worth` upheld violations. `spreads` are the fitted weights of `rates.CENTRES` by platform, "" for all
    platforms; empty until they are fitted: then the record's prior holds.
    """

    model: str
    interval: float
    central: float
    half_life: float
    tolerance: float
    enough: float
    medium: float
    high: float
    sure: float
    selection_odds: float
    severity: float
    severity_worth: float
    spreads: dict[str, tuple[float, ...]]
    parts: dict[str, Part]

    def factor(self, rate: float) -> float:
        """What a record with this rate of violations (0–1) leaves of every point, 0–1."""
        return math.exp(-rate / self.tolerance)

    def log_spread(self, platform: str) -> Floats:
        """The logarithm of the spread of the platform's sources over `rates.RATES`; that of all where it has none."""
        return self._log_spreads.get(platform, self._log_spreads[""])

    def expected_rate(self, platform: str) -> float:
        """The mean rate of upheld violations (0–1) over the sources of a platform: what a source begins with."""
        return self._expected.get(platform, self._expected[""])

    @property
    def log_spread_shipped(self) -> Floats:
        """The logarithm of the spread by the record's prior: what holds before any fit."""
        from articles.scoring.reliability.rates import log_of_beta

        record = self.parts["record"]
        return log_of_beta(record.b, record.a)

    @cached_property
    def likelihoods(self) -> Floats:
        """What one review says of each rate, see `rates.likelihoods`."""
        from articles.scoring.reliability.rates import likelihoods

        return likelihoods(self.selection_odds)

    @cached_property
    def _log_spreads(self) -> dict[str, Floats]:
        from articles.scoring.reliability.rates import log_of_mixture

        fitted = {platform: log_of_mixture(weights) for platform, weights in self.spreads.items()}
        return {"": self.log_spread_shipped, **fitted}

    @cached_property
    def _expected(self) -> dict[str, float]:
        from articles.scoring.reliability.rates import mean_rate

        return {platform: mean_rate(logs) for platform, logs in self._log_spreads.items()}


def scheme() -> Scheme:
    """The scheme in use: the shipped one until `use_scheme` names another. Raises `SchemeError`."""
    return _trials[-1] if _trials else _read_in_use()


@cache
def _read_in_use() -> Scheme:
    return read_scheme(_in_use[0])


_in_use = [PARTS_FILE]


def use_scheme(path: Path) -> None:
    """Have `scheme` read this file from now on; it is read on first use."""
    _in_use[0] = path
    _read_in_use.cache_clear()


def scheme_file() -> Path:
    """The file that `scheme` reads."""
    return _in_use[0]


@contextmanager
def trial(changed: Scheme) -> Iterator[None]:
    """Have `scheme` return this one while the block runs, in this process: for validation alone."""
    _trials.append(changed)
    try:
        yield
    finally:
        _trials.pop()


_trials: list[Scheme] = []


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
    half_life, interval, central = (float(data[name]) for name in ("half_life_days", "interval", "central"))
    if not (half_life > 0 and 0 < interval < 1 and 0 < central < 1):
        raise SchemeError("half_life_days must be positive, interval and central between 0 and 1")
    tolerance, odds = float(data["tolerance"]), float(data["selection_odds"])
    if not (0 < tolerance < math.inf and 0 < odds < math.inf):
        raise SchemeError("tolerance and selection_odds must be positive numbers")
    severity, severity_worth = float(data["severity"]["mean"]), float(data["severity"]["worth"])
    if not (0 < severity <= 1 and 0 < severity_worth < math.inf):
        raise SchemeError("severity needs a mean of 0–1 and a positive worth")
    bands = data["bands"]
    return Scheme(
        model=str(data["model"]),
        interval=interval,
        central=central,
        half_life=half_life,
        tolerance=tolerance,
        enough=float(data["enough_reviews"]),
        medium=float(bands["medium"]),
        high=float(bands["high"]),
        sure=float(data["sure"]),
        selection_odds=odds,
        severity=severity,
        severity_worth=severity_worth,
        spreads={str(platform): _weights(platform, listed) for platform, listed in data.get("spreads", {}).items()},
        parts=parts,
    )


def _weights(platform: str, given: list[float]) -> tuple[float, ...]:
    weights = tuple(float(each) for each in given)
    sound = len(weights) == COMPONENTS and all(math.isfinite(each) and each >= 0 for each in weights)
    if not sound or not sum(weights) > 0:
        raise SchemeError(f"the spread of {platform or 'all platforms'} needs {COMPONENTS} weights of 0 or more")
    return weights
