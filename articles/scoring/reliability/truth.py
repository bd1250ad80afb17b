"""Compare scores with the known truth of simulated sources: order of kinds, bands, intervals, who is accused when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from articles.scoring.predictions import Floats
from articles.scoring.reliability.evidence import Record, gather
from articles.scoring.reliability.history import History
from articles.scoring.reliability.parts import scheme
from articles.scoring.reliability.rates import LOGITS, RATES
from articles.scoring.reliability.score import SourceScore, score_source
from articles.scoring.reliability.simulation import CHOSEN, SPREAD, VIOLATOR, Mix, Simulated

BEHAVED = ("good", "new")
"""The kinds that a score accuses falsely when it puts them into the band low."""
ARTICLES = ((1, 9), (10, 29), (30, 99), (100, None))
"""The groups of accounts by number of articles: lowest and highest."""
_STEP = 15
"""Days between the moments at which recognition looks."""


@dataclass(frozen=True, slots=True)
class KindScores:
    """The scores of the sources of one kind with reviews enough for a band: their number, mean, and bands as shares.

    `coverage` is the share whose 90 % interval of the chance of a violation holds the true chance.
    """

    kind: str
    n: int
    mean: float
    low: float
    high: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """The share of pairs in which a violator scores below a source of a kind; ties count half.

    `best` is what nobody can beat with these reviews: the order of who knows the simulation's kinds, rates and errors
    of review, and only not which source is of which kind. None where sources change.
    """

    below: float
    best: float | None


@dataclass(frozen=True, slots=True)
class Accusations:
    """The accounts of one size (articles) of the kinds good and new: how many there are, and how many are low."""

    articles: str
    good: int
    low: int


@dataclass(frozen=True, slots=True)
class Recognition:
    """How long a violator writes before its band is low: medians over those recognised by the cut.

    `violators`: all with an article; `days` since the first article; `reviews` until then. None while none is.
    """

    violators: int
    recognised: int
    days: float | None
    reviews: float | None


@dataclass(frozen=True, slots=True)
class Truth:
    """`below`: by kind, violators below it. `coverage` of sources with reviews enough, `coverage_reviewed` of any.

    `unreviewed_high` counts sources without a review in the band high.
    """

    kinds: tuple[KindScores, ...]
    below: dict[str, Pairs]
    coverage: float
    coverage_reviewed: float
    accusations: tuple[Accusations, ...]
    recognition: Recognition
    unreviewed_high: int


def compare(simulated: Simulated, scores: Mapping[int, SourceScore], cut: date) -> Truth:
    """Compare scores on the evidence before `cut`; ValueError where no violator has reviews enough for a band."""
    enough = {source: score for source, score in scores.items() if score.reviewed >= scheme().enough}
    by_kind = {
        kind.name: [source for source in enough if simulated.kinds[source] == kind.name] for kind in simulated.mix.kinds
    }
    if not by_kind[VIOLATOR]:
        raise ValueError("no violator has enough reviews: simulate more sources")
    held = {source: _holds(score, simulated.chances[source]) for source, score in scores.items() if score.reviewed}
    values = {kind: np.array([enough[source].value for source in by_kind[kind]]) for kind in by_kind}
    best = _best(simulated, by_kind, cut) if simulated.mix.is_steady else None
    return Truth(
        kinds=tuple(
            KindScores(
                kind,
                len(sources),
                round(float(values[kind].mean()), 1),
                _share(enough[source].band == "low" for source in sources),
                _share(enough[source].band == "high" for source in sources),
                _share(held[source] for source in sources),
            )
            for kind, sources in by_kind.items()
            if sources
        ),
        below={
            kind: Pairs(
                _below(values[VIOLATOR], values[kind]), None if best is None else _below(best[VIOLATOR], best[kind])
            )
            for kind in ("careless", "copying", "good")
            if by_kind[kind]
        },
        coverage=_share(held[source] for source in enough),
        coverage_reviewed=_share(held.values()),
        accusations=_accusations(simulated, scores, cut),
        recognition=_recognition(simulated, cut),
        unreviewed_high=sum(not score.reviewed and score.band == "high" for score in scores.values()),
    )


def _holds(score: SourceScore, chance: float) -> bool:
    return score.outlook.chance.low <= chance <= score.outlook.chance.high


def _share(flags: Iterable[bool]) -> float:
    told = list(flags)
    return round(sum(told) / len(told), 4)


def _below(one: Floats, other: Floats) -> float:
    less, equal = one[:, None] < other[None, :], one[:, None] == other[None, :]
    return round(float((less + 0.5 * equal).mean()), 4)


def _accusations(simulated: Simulated, scores: Mapping[int, SourceScore], cut: date) -> tuple[Accusations, ...]:
    sizes = {
        source: sum(day.n for day in simulated.histories[source].days if day.day < cut)
        for source, kind in simulated.kinds.items()
        if kind in BEHAVED
    }
    found = []
    for least, last in ARTICLES:
        of_size = [source for source, size in sizes.items() if size >= least and (last is None or size <= last)]
        accused = sum(scores[source].band == "low" for source in of_size)
        found.append(Accusations(f"{least}–{last}" if last else f"{least}+", len(of_size), accused))
    return tuple(found)


def _recognition(simulated: Simulated, cut: date) -> Recognition:
    told = [
        recognised(simulated.histories[source], cut)
        for source in sorted(simulated.bad)
        if any(day.day < cut for day in simulated.histories[source].days)
    ]
    found = [each for each in told if each is not None]
    days, reviews = (float(np.median(column)) for column in zip(*found, strict=True)) if found else (None, None)
    return Recognition(len(told), len(found), days, reviews)


def recognised(history: History, cut: date) -> tuple[int, int] | None:
    """The days since the first article, and the reviews, at which the band is first low; None if never before `cut`."""
    first = min(day.day for day in history.days)
    moment = first + timedelta(days=_STEP)
    while moment <= cut:
        score = score_source(history.evidence(moment))
        if score.band == "low":
            return (moment - first).days, score.reviewed
        moment += timedelta(days=_STEP)
    return None


def _best(simulated: Simulated, by_kind: Mapping[str, list[int]], cut: date) -> dict[str, Floats]:
    """By kind, the order of who knows how the sources were made: less the expected rate, without decay."""
    weights = _made(simulated.mix)
    logs = _review_logs(simulated.mix)
    found = {}
    for kind, sources in by_kind.items():
        rows = []
        for source in sources:
            record = gather((), simulated.histories[source].before(cut).reviews, date.min)["record"]
            assert isinstance(record, Record)  # noqa: S101 - what `gather` makes
            rows.append(record.counts())
        heights = np.array(rows).reshape(-1, 4) @ logs + np.log(weights + 1e-300)
        likely = np.exp(heights - heights.max(axis=1, keepdims=True)) if len(rows) else heights
        found[kind] = np.asarray(-(likely @ RATES) / likely.sum(axis=1)) if len(rows) else np.array([])
    return found


def _made(mix: Mix) -> Floats:
    """The true spread of rates over the grid."""
    logs, others = np.log(RATES), np.log1p(-RATES)
    whole = np.zeros(len(LOGITS))
    for kind in mix.kinds:
        spread = np.exp(SPREAD * kind.rate * logs + SPREAD * (1 - kind.rate) * others)
        whole += kind.share * spread / spread.sum()
    return whole


def _review_logs(mix: Mix) -> Floats:
    """The logarithms of one review's chance under each true rate, rows as in `rates.likelihoods`."""
    rows = []
    for broken, other in ((1.0, 1.0), CHOSEN):
        seen = broken * RATES + other * (1 - RATES)
        upheld = (broken * RATES * (1 - mix.missed) + other * (1 - RATES) * mix.accused) / seen
        rows += [np.log1p(-upheld), np.log(upheld)]
    return np.stack(rows)
