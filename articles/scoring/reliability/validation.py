"""The validation of the reliability score: prediction of violations, false flags, stability."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from articles.scoring.predictions import Floats, auc, brier, calibration_error, ranks
from articles.scoring.reliability.evidence import Tally
from articles.scoring.reliability.history import Histories
from articles.scoring.reliability.parts import scheme
from articles.scoring.reliability.priors import fit_selection_odds
from articles.scoring.reliability.score import score_source
from articles.scoring.reliability.simulation import Simulated
from articles.scoring.reliability.truth import Truth, compare

ACCUSED = 0.02
"""The share of sources that each measure accuses: those it ranks worst."""
SIZES = ((1, 9), (10, 29), (30, 99), (100, None))
"""The groups of sources by number of reviewed articles: lowest and highest."""
STABLE_DAYS = 30
_Z = 1.6449  # of a one-sided 95 % bound, as in Wilson 1927


@dataclass(frozen=True, slots=True)
class Prediction:
    """The quality of predicted violations on the hold-out reviews.

    `auc` is null unless both outcomes occur.
    """

    auc: float | None
    brier: float
    ece: float


@dataclass(frozen=True, slots=True)
class FalseFlags:
    """The sources of one size that a measure accuses: their number, and the share that is good."""

    reviewed: str
    measure: str
    accused: int
    good: float | None


@dataclass(frozen=True, slots=True)
class Validation:
    """The results of a validation. `odds` are the selection odds that the evidence was gathered with.

    `predictions` are by measure. `audited_only`: the hold-out is the random audit. `stability`: Spearman's rank
    correlation of scores 30 days before the cut and at the cut. `truth`: whether good is known, or taken from the
    hold-out (no violation found in it).
    """

    sources: int
    cut: date
    audited_only: bool
    held_out: int
    predictions: dict[str, Prediction]
    score_auc: float | None
    false_flags: tuple[FalseFlags, ...]
    stability: float | None
    truth: str
    odds: float
    compared: Truth | None


def validate(histories: Histories, cut: date, simulated: Simulated | None = None) -> Validation:
    """Scores every source on the evidence before `cut`, and compares that with reviews from `cut` on.

    The selection odds are fitted on the reviews before `cut`. `simulated` knows the truth. Raises ValueError when
    either side of the cut has no reviewed article.
    """
    bad = None if simulated is None else simulated.bad
    odds = fit_selection_odds({source: history.before(cut) for source, history in histories.items()})
    before = {source: history.evidence(cut, odds) for source, history in histories.items()}
    audited_only = any(history.after(cut, audited_only=True) for history in histories.values())
    after = {source: history.after(cut, audited_only=audited_only) for source, history in histories.items()}
    known = [source for source in histories if after[source] and before[source]["record"].n]
    if not known:
        raise ValueError("no source has reviewed articles on both sides of the cut")
    outcome = np.array([severity for source in known for severity in after[source]])
    counts = [len(after[source]) for source in known]
    chances = {
        name: np.repeat([chance(before[source]["record"]) for source in known], counts)
        for name, chance in _CHANCES.items()
    }
    base = sum(tally.tried - tally.good for tally in _records(before)) / sum(tally.tried for tally in _records(before))
    chances["base rate"] = np.full(len(outcome), base)
    scored = {source: score_source(evidence) for source, evidence in before.items()}
    scores = np.repeat([-scored[source].value for source in known], counts)
    return Validation(
        sources=len(histories),
        cut=cut,
        audited_only=audited_only,
        held_out=len(outcome),
        predictions={name: _prediction(chance, outcome) for name, chance in chances.items()},
        score_auc=auc(scores, outcome > 0),
        false_flags=_false_flags(before, after, bad),
        stability=_stability(histories, cut, odds),
        truth="simulated" if bad is not None else "hold-out",
        odds=odds,
        compared=None if simulated is None else compare(simulated, scored),
    )


def _records(evidence: dict[int, dict[str, Tally]]) -> list[Tally]:
    return [tallies["record"] for tallies in evidence.values() if tallies["record"].n]


def _raw(record: Tally) -> float:
    return (record.tried - record.good) / record.tried


def _wilson(record: Tally) -> float:
    """The lower bound of the violation rate (Wilson 1927)."""
    rate, n = _raw(record), record.tried
    middle = rate + _Z**2 / (2 * n)
    reach = _Z * math.sqrt(rate * (1 - rate) / n + _Z**2 / (4 * n * n))
    return max(0.0, (middle - reach) / (1 + _Z**2 / n))


def _ours(record: Tally) -> float:
    return 1 - scheme().parts["record"].posterior(record.good, record.tried)[0]


_CHANCES: dict[str, Callable[[Tally], float]] = {"ours": _ours, "raw rate": _raw, "Wilson lower bound": _wilson}


def _prediction(chance: Floats, outcome: Floats) -> Prediction:
    return Prediction(
        auc=auc(chance, outcome > 0),
        brier=round(brier(chance, outcome), 4),
        ece=round(calibration_error(chance, outcome), 4),
    )


def _false_flags(
    before: dict[int, dict[str, Tally]], after: dict[int, list[float]], bad: frozenset[int] | None
) -> tuple[FalseFlags, ...]:
    sources = [source for source, tallies in before.items() if tallies["record"].n]
    most = max(1, round(ACCUSED * len(before)))
    found = []
    for measure, chance in _CHANCES.items():
        worst = sorted(sources, key=lambda source: (-chance(before[source]["record"]), source))[:most]
        for least, last in (*SIZES, (1, None)):
            accused = [
                source
                for source in worst
                if before[source]["record"].n >= least and (last is None or before[source]["record"].n <= last)
            ]
            judged = [source for source in accused if bad is not None or after[source]]
            good = [source for source in judged if (source not in bad if bad is not None else not any(after[source]))]
            size = f"{least}–{last}" if last else f"{least}+"
            found.append(FalseFlags(size, measure, len(accused), round(len(good) / len(judged), 4) if judged else None))
    return tuple(found)


def _stability(histories: Histories, cut: date, odds: float) -> float | None:
    earlier = cut - timedelta(days=STABLE_DAYS)
    pairs = [
        (score_source(then).value, score_source(history.evidence(cut, odds)).value)
        for history in histories.values()
        if (then := history.evidence(earlier, odds))["record"].n >= scheme().enough
    ]
    if len(pairs) < 3:
        return None
    one, other = (ranks(np.array(column)) for column in zip(*pairs, strict=True))
    return round(float(np.corrcoef(one, other)[0, 1]), 4)
