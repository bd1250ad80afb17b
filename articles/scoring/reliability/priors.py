"""The priors of the reliability parts, fitted on the installation's own sources, by platform for the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from articles.scoring.predictions import Floats
from articles.scoring.reliability.evidence import Record, gather
from articles.scoring.reliability.history import Histories, History
from articles.scoring.reliability.parts import PARTS, Part, Scheme, scheme
from articles.scoring.reliability.rates import ODDS, components_of, fit_spread

FEWEST = 30
"""The number of sources with a case below which a part keeps its prior.

A fit on fewer would describe those sources, not the platform.
"""
LEAST, MOST = 2.0, 200.0
"""The bounds of a + b: a prior counts for at least and at most this many imagined articles."""


def fit_prior(counts: Sequence[tuple[float, float]], fallback: tuple[float, float]) -> tuple[float, float]:
    """Fit Beta(a, b) of the share of good ones to (good, tried) of many sources.

    By moments of the beta-binomial. The mean is m = Σ good / Σ tried. The spread of the sources' shares beyond chance
    gives the correlation ρ, and a + b = 1 / ρ − 1 (Kleinman 1973, with weights n). Fewer than 30 sources with a case
    give `fallback`.
    """
    known = np.array([pair for pair in counts if pair[1] > 0], dtype=np.float64)
    if len(known) < FEWEST:
        return fallback
    good, tried = known[:, 0], known[:, 1]
    whole = float(tried.sum())
    mean = float(np.clip(good.sum() / whole, 1e-3, 1 - 1e-3))
    spread = float((tried * (good / tried - mean) ** 2).sum())
    chance, room = mean * (1 - mean) * (len(known) - 1), mean * (1 - mean) * (whole - float((tried**2).sum()) / whole)
    # One case per source cannot show a spread beyond chance.
    rho = (spread - chance) / (room - chance) if room > chance else 0.0
    imagined = min(MOST, max(LEAST, 1 / rho - 1)) if rho > 0 else MOST
    return round(mean * imagined, 4), round((1 - mean) * imagined, 4)


def fit_priors(histories: Histories) -> dict[str, tuple[float, float, int]]:
    """Fit (a, b, sources with a case) for each part of form and for corrections; for the record see `fit_record`.

    Corrections use randomly audited reviews alone, because queued articles are no random sample. The parts of form use
    every article.
    """
    counts: dict[str, list[tuple[float, float]]] = {name: [] for name in PARTS if name != "record"}
    for history in histories.values():
        audited = [review for review in history.reviews if review.sampled]
        # As of the first possible day, so that nothing decays: a prior describes sources, not today.
        evidence = gather(history.days, audited, date.min)
        for name, found in counts.items():
            found.append((evidence[name].good, evidence[name].tried))
    return {
        name: (*fit_prior(found, _prior(scheme().parts[name])), sum(tried > 0 for _, tried in found))
        for name, found in counts.items()
    }


WORTH_SHIPPED, WORTH_ALL = 20.0, 30.0
"""The sources that the shipped spread counts for in that of all, and that of all in that of one platform."""


@dataclass(frozen=True, slots=True)
class RecordFit:
    """What reviews say of all sources: see `Scheme` for the fields. `sources` counts reviewed ones by platform, "" all.

    Platforms with fewer than 30 reviewed sources have no spread of their own.
    """

    odds: float
    severity: float
    spreads: dict[str, tuple[float, ...]]
    sources: dict[str, int]

    def applied(self, rules: Scheme) -> Scheme:
        """The scheme with this fit."""
        return replace(rules, selection_odds=self.odds, severity=self.severity, spreads=self.spreads)


def fit_record(histories: Histories) -> RecordFit | None:
    """Fit selection odds, mean severity and the spread of sources on all reviews, without decay.

    The odds are those under which all reviews are likeliest; they stay 1 with fewer than 30 audited violations or
    without chosen articles. Hierarchical: the spread of a platform begins with that of all, which begins with the
    shipped one. None with fewer than 30 reviewed sources.
    """
    reviewed = {source: history for source, history in histories.items() if history.reviews}
    if len(reviewed) < FEWEST:
        return None
    rows = _rows(reviewed.values())
    shipped = components_of(np.exp(scheme().log_spread_shipped))
    odds = fit_selection_odds(histories)
    weights, _ = fit_spread(rows, odds, shipped, WORTH_SHIPPED)
    spreads, sources = {"": _rounded(weights)}, {"": len(reviewed)}
    for platform in sorted({history.platform for history in reviewed.values()} - {""}):
        own = [history for history in reviewed.values() if history.platform == platform]
        sources[platform] = len(own)
        if len(own) >= FEWEST:
            spreads[platform] = _rounded(fit_spread(_rows(own), odds, weights, WORTH_ALL)[0])
    upheld = [review.severity for history in reviewed.values() for review in history.reviews if review.severity > 0]
    severity = round(sum(upheld) / len(upheld), 3) if len(upheld) >= FEWEST else scheme().severity
    return RecordFit(odds, severity, spreads, sources)


def fit_selection_odds(histories: Histories) -> float:
    """How many times the odds of a violation are higher among articles that the queue chose than among all.

    One of `rates.ODDS`: the one under which the reviews of all sources, each with a rate of its own, are likeliest. So
    a source with many chosen articles does not pass for selection. 1 with fewer than 30 audited violations.
    """
    reviewed = [history for history in histories.values() if history.reviews]
    rows = _rows(reviewed)
    if not len(rows) or rows[:, 1].sum() < FEWEST or not rows[:, 2:].sum():
        return 1.0
    shipped = components_of(np.exp(scheme().log_spread_shipped))
    fits = [fit_spread(rows, float(odds), shipped, WORTH_SHIPPED)[1] for odds in ODDS]
    return float(ODDS[int(np.argmax(fits))])


def _rows(histories: Iterable[History]) -> Floats:
    """One row per history in the order of `rates.likelihoods`, without decay."""
    rows = []
    for history in histories:
        record = gather((), history.reviews, date.min)["record"]
        assert isinstance(record, Record)  # noqa: S101 - what `gather` makes
        rows.append(record.counts())
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def _rounded(weights: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(weight, 6) for weight in weights)


def _prior(part: Part) -> tuple[float, float]:
    return part.a, part.b
