"""Compare scores with the known truth of simulated sources: order of kinds, bands, intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from articles.scoring.predictions import Floats
from articles.scoring.reliability.parts import scheme
from articles.scoring.reliability.score import SourceScore
from articles.scoring.reliability.simulation import KINDS, Simulated


@dataclass(frozen=True, slots=True)
class KindScores:
    """The scores of the sources of one kind with reviews enough for a band: their number, mean, and bands as shares.

    `coverage` is the share whose 90 % interval of the violation rate holds the true rate.
    """

    kind: str
    n: int
    mean: float
    low: float
    high: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Truth:
    """`below`: by kind, the share of pairs in which a violator scores below a source of that kind (ties count half).

    `unreviewed_high` counts sources without a review in the band high.
    """

    kinds: tuple[KindScores, ...]
    below: dict[str, float]
    coverage: float
    unreviewed_high: int


def compare(simulated: Simulated, scores: Mapping[int, SourceScore]) -> Truth:
    """Compare the scores of sources with reviews enough for a band; ValueError where no violator has them."""
    enough = {source: score for source, score in scores.items() if score.reviewed >= scheme().enough}
    by_kind = {kind.name: [source for source in enough if simulated.kinds[source] == kind.name] for kind in KINDS}
    values = {kind: np.array([enough[source].value for source in by_kind[kind]]) for kind in by_kind}
    if not len(values["violator"]):
        raise ValueError("no violator has enough reviews: simulate more sources")
    held = {source: _holds(score, simulated.rates[source]) for source, score in enough.items()}
    return Truth(
        kinds=tuple(
            KindScores(
                kind,
                len(sources),
                round(float(values[kind].mean()), 1),
                _share([enough[source].band == "low" for source in sources]),
                _share([enough[source].band == "high" for source in sources]),
                _share([held[source] for source in sources]),
            )
            for kind, sources in by_kind.items()
            if sources
        ),
        below={
            kind: _below(values["violator"], values[kind])
            for kind in ("careless", "copying", "good")
            if len(values[kind])
        },
        coverage=_share(list(held.values())),
        unreviewed_high=sum(not score.reviewed and score.band == "high" for score in scores.values()),
    )


def _holds(score: SourceScore, rate: float) -> bool:
    _, low, high = score.violation_rate
    return low <= rate <= high


def _share(flags: list[bool]) -> float:
    return round(sum(flags) / len(flags), 4)


def _below(one: Floats, other: Floats) -> float:
    less, equal = one[:, None] < other[None, :], one[:, None] == other[None, :]
    return round(float((less + 0.5 * equal).mean()), 4)
