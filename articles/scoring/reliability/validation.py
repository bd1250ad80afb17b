"""The validation of the reliability score: prediction of violations, false flags, stability."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from articles.scoring.predictions import Floats, auc, brier, calibration_error, ranks
from articles.scoring.reliability.evidence import Record, Tally
from articles.scoring.reliability.history import Histories
from articles.scoring.reliability.parts import scheme, trial
from articles.scoring.reliability.priors import fit_record
from articles.scoring.reliability.score import outlook_of, score_source
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
    """The results of a validation. `odds` are the selection odds that the scores were made with.

    `predictions` are by measure. `audited_only`: the hold-out is the random audit. `stability`: Spearman's rank
    correlation of scores 30 days before the cut and at the cut. `truth`: whether good is known, or taken from the
    hold-out (no violation found in it). `best_auc`: that of the true chances, which no score can beat but by luck; None
    on real rows.
    """

    sources: int
    cut: date
    audited_only: bool
    held_out: int
    predictions: dict[str, Prediction]
    score_auc: float | None
    best_auc: float | None
    false_flags: tuple[FalseFlags, ...]
    stability: float | None
    truth: str
    odds: float
    compared: Truth | None


def validate(histories: Histories, cut: date, simulated: Simulated | None = None) -> Validation:
    """Scores every source on the evidence before `cut`, and compares that with reviews from `cut` on.

    Selection odds and the spread of sources are fitted on the reviews before `cut`. `simulated` knows the truth. Raises
    ValueError when either side of the cut has no reviewed article.
    """
    fit = fit_record({source: history.before(cut) for source, history in histories.items()})
    with trial(fit.applied(scheme()) if fit else scheme()):
        return _validate(histories, cut, simulated)


def _validate(histories: Histories, cut: date, simulated: Simulated | None) -> Validation:
    bad = None if simulated is None else simulated.bad
    before = {source: history.evidence(cut) for source, history in histories.items()}
    audited_only = any(history.after(cut, audited_only=True) for history in histories.values())
    after = {source: history.after(cut, audited_only=audited_only) for source, history in histories.items()}
    known = [source for source in histories if after[source] and before[source]["record"].n]
    if not known:
        raise ValueError("no source has reviewed articles on both sides of the cut")
    outcome = np.array([severity for source in known for severity in after[source]])
    counts = [len(after[source]) for source in known]
    chances = {
        name: np.repeat([chance(_record(before[source])) for source in known], counts)
        for name, chance in _CHANCES.items()
    }
    records = [_record(tallies) for tallies in before.values() if tallies["record"].n]
    base = sum(record.violations for record in records) / sum(record.tried for record in records)
    chances["base rate"] = np.full(len(outcome), base)
    scored = {source: score_source(evidence) for source, evidence in before.items()}
    scores = np.repeat([-scored[source].value for source in known], counts)
    true = None if simulated is None else np.repeat([simulated.chances[source] for source in known], counts)
    upheld = outcome > 0
    return Validation(
        sources=len(histories),
        cut=cut,
        audited_only=audited_only,
        held_out=len(outcome),
        predictions={name: _prediction(chance, upheld) for name, chance in chances.items()},
        score_auc=auc(scores, upheld),
        best_auc=None if true is None else auc(true, upheld),
        false_flags=_false_flags(before, after, bad),
        stability=_stability(histories, cut),
        truth="simulated" if bad is not None else "hold-out",
        odds=scheme().selection_odds,
        compared=None if simulated is None else compare(simulated, scored, cut),
    )


def _record(evidence: dict[str, Tally]) -> Record:
    record = evidence["record"]
    assert isinstance(record, Record)  # noqa: S101 - what `gather` makes
    return record


def _raw(record: Record) -> float:
    return record.violations / record.tried


def _wilson(record: Record) -> float:
    """The lower bound of the violation rate (Wilson 1927)."""
    rate, n = _raw(record), record.tried
    middle = rate + _Z**2 / (2 * n)
    reach = _Z * math.sqrt(max(0.0, rate * (1 - rate)) / n + _Z**2 / (4 * n * n))
    return max(0.0, (middle - reach) / (1 + _Z**2 / n))


def _ours(record: Record) -> float:
    return outlook_of(record).chance.mean


_CHANCES: dict[str, Callable[[Record], float]] = {"ours": _ours, "raw rate": _raw, "Wilson lower bound": _wilson}


def _prediction(chance: Floats, upheld: NDArray[np.bool_]) -> Prediction:
    outcome = upheld.astype(np.float64)
    return Prediction(
        auc=auc(chance, upheld),
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
        worst = sorted(sources, key=lambda source: (-chance(_record(before[source])), source))[:most]
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


def _stability(histories: Histories, cut: date) -> float | None:
    earlier = cut - timedelta(days=STABLE_DAYS)
    pairs = [
        (score_source(then).value, score_source(history.evidence(cut)).value)
        for history in histories.values()
        if (then := history.evidence(earlier))["record"].n >= scheme().enough
    ]
    if len(pairs) < 3:
        return None
    one, other = (ranks(np.array(column)) for column in zip(*pairs, strict=True))
    return round(float(np.corrcoef(one, other)[0, 1]), 4)
