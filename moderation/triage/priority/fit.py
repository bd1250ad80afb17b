"""Learns the model from decisions: penalised logistic regression with weights of at least 0, by projected gradient.

The prior is the model that is there: each weight is pulled towards its value in it (a normal prior cut off at 0). So
no decision leaves the model as it is, few move it little, and a weight can fall to 0 but never turn around.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from articles.scoring.predictions import Floats, auc, brier, calibration_error
from articles.scoring.training.evaluation import bootstrap
from moderation.triage.priority.evidence import TOPIC, Evidence
from moderation.triage.priority.model import Model
from moderation.triage.priority.value import chance, lift

# Standard deviations of the prior, in units of each parameter. Chosen: ten decisions move a weight by a tenth or so.
_SPREAD, _SPREAD_BASE, _SPREAD_AROUND = 0.25, 0.5, 0.25
_ROUNDS, _ENOUGH = 400, 1e-7
LEAST_DECISIONS, LEAST_OF_EACH = 100, 20
"""With fewer decisions, or fewer of either answer, nothing is learned: the figures would say nothing either."""
HOLD_OUT = 0.3
"""The share of decisions, the latest, that test what the others taught."""
# Decisions by random audit below which the others are taken as they are: a share of fewer says too little.
LEAST_AUDITED = 30
_STRATA = 5
# A weight beyond these rests on too few audited articles. Chosen.
_LIGHTEST, _HEAVIEST = 0.2, 5.0


class TooFew(ValueError):
    """There are too few decisions to learn from; `acted` and `left` count them."""

    def __init__(self, acted: int, left: int) -> None:
        super().__init__(
            f"{acted + left} decisions ({acted} acts, {left} without): "
            f"{LEAST_DECISIONS} are needed, {LEAST_OF_EACH} of each"
        )
        self.acted, self.left = acted, left


@dataclass(frozen=True, slots=True)
class Decided:
    """One decided item: its evidence, whether the reviewer acted, and whether random audit had drawn it."""

    evidence: Evidence
    acted: bool
    audited: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """How well chances foretold decisions: `n` of them, `acted` with an act. `auc` is None without both answers.

    `auc_low` to `auc_high` is its 90 % interval, by bootstrap.
    """

    n: int
    acted: int
    auc: float | None
    auc_low: float | None
    auc_high: float | None
    brier: float
    ece: float


def learn(
    decided: Sequence[Decided], prior: Model, name: str, progress: Callable[[int], None] = lambda _: None
) -> tuple[Model, Quality, Quality]:
    """The model learned from all decisions, in order of time, and the quality of hold-out: learned, and of the prior.

    The hold-out quality is that of a model that learned from the earlier decisions alone. Raises TooFew.
    """
    acted = sum(row.acted for row in decided)
    if len(decided) < LEAST_DECISIONS or min(acted, len(decided) - acted) < LEAST_OF_EACH:
        raise TooFew(acted, len(decided) - acted)
    cut = round(len(decided) * (1 - HOLD_OUT))
    early, late = decided[:cut], decided[cut:]
    tested = fit(early, prior, name, progress)
    return fit(decided, prior, name, progress), quality(late, tested), quality(late, prior)


def quality(decided: Sequence[Decided], model: Model) -> Quality:
    """How well the model's chances foretell these decisions."""
    foretold = np.array([chance(row.evidence, model) for row in decided])
    acted = np.array([row.acted for row in decided], dtype=np.float64)
    low, high = bootstrap(foretold, acted) if 0 < acted.sum() < len(decided) else (None, None)
    return Quality(
        n=len(decided),
        acted=int(acted.sum()),
        auc=auc(foretold, acted > 0),
        auc_low=low,
        auc_high=high,
        brier=round(brier(foretold, acted), 4),
        ece=round(calibration_error(foretold, acted), 4),
    )


def importance(decided: Sequence[Decided], model: Model) -> Floats:
    """How many articles each decision stands for, with mean 1.

    Reviewers decide what the queue puts first. Random audit draws from all articles, so the decisions are weighed to
    lie as its own do, by fifths of the audited chances (post-stratification). 1 each with fewer than LEAST_AUDITED.
    """
    weights = np.ones(len(decided))
    audited = np.array([row.audited for row in decided], dtype=bool)
    if audited.sum() < LEAST_AUDITED:
        return weights
    foretold = np.array([chance(row.evidence, model) for row in decided])
    edges = np.unique(np.quantile(foretold[audited], np.linspace(0, 1, _STRATA + 1)[1:-1]))
    stratum = np.searchsorted(edges, foretold, side="right")
    for each in range(len(edges) + 1):
        inside = stratum == each
        if inside.any():
            weights[inside] = (inside & audited).sum() / audited.sum() / inside.mean()
    weights = np.clip(weights, _LIGHTEST, _HEAVIEST)
    return np.asarray(weights / weights.mean())


def fit(decided: Sequence[Decided], prior: Model, name: str, progress: Callable[[int], None] = lambda _: None) -> Model:
    """The most likely model under the prior. Calls `progress` with the number of each tenth round."""
    rows = _Rows.of(decided, prior)
    weight, acted = importance(decided, prior), np.array([row.acted for row in decided], dtype=np.float64)
    start, spread = rows.start(prior), rows.spread()
    at, step = start.copy(), 0.1
    loss, slope = rows.loss(at, acted, weight, start, spread)
    for turn in range(1, _ROUNDS + 1):
        while True:
            tried = at - step * spread**2 * slope
            tried[1:] = np.maximum(tried[1:], 0)
            lower, next_slope = rows.loss(tried, acted, weight, start, spread)
            if lower <= loss or step < 1e-9:
                break
            step /= 2
        gain, at, loss, slope = loss - lower, tried, min(lower, loss), next_slope
        step *= 1.5
        if turn % 10 == 0:
            progress(turn)
        if gain < _ENOUGH * max(1.0, loss):
            break
    keys, around = len(rows.keys), len(rows.around)
    return replace(
        prior,
        name=name,
        base=round(float(at[0]), 4),
        weights={**prior.weights, **_named(rows.keys, at[1 : 1 + keys])},
        circumstances={**prior.circumstances, **_named(rows.around, at[1 + keys : 1 + keys + around])},
        seen=rows.seen(),
    )


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


@dataclass(frozen=True, slots=True)
class _Rows:
    """Decisions as arrays: for each row and place a clue's key, cause and lift; and its circumstances."""

    keys: list[str]
    around: list[str]
    key: NDArray[np.int64]
    cause: NDArray[np.int64]
    lift: Floats
    strength: Floats
    causes: int

    @classmethod
    def of(cls, decided: Sequence[Decided], prior: Model) -> _Rows:
        evidence = [row.evidence for row in decided]
        keys = sorted({clue.key for each in evidence for clue in each.clues})
        named = {name for each in evidence for name, _ in each.circumstances}
        around = sorted({*prior.circumstances, *(name for name in named if name.startswith(TOPIC))})
        causes = {cause: place for place, cause in enumerate(sorted({prior.cause(key) for key in keys}))}
        place = {key: number for number, key in enumerate(keys)}
        most = max((len(each.clues) for each in evidence), default=0) or 1
        shape = (len(evidence), most)
        key, cause, lifted = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape)
        strength = np.zeros((len(evidence), len(around)))
        for row, each in enumerate(evidence):
            for column, clue in enumerate(each.clues):
                key[row, column], cause[row, column] = place[clue.key], causes[prior.cause(clue.key)]
                lifted[row, column] = lift(clue, prior, explores=False)
            known = dict(each.circumstances)
            strength[row] = [known.get(name, 0.0) for name in around]
        return cls(keys, around, key, cause, lifted, strength, max(1, len(causes)))

    def start(self, prior: Model) -> Floats:
        weights = [prior.weights.get(key, 1.0) for key in self.keys]
        return np.array([prior.base, *weights, *(prior.circumstances.get(name, 0.0) for name in self.around)])

    def spread(self) -> Floats:
        return np.array([_SPREAD_BASE, *([_SPREAD] * len(self.keys)), *([_SPREAD_AROUND] * len(self.around))])

    def seen(self) -> dict[str, int]:
        counts = np.bincount(self.key[self.lift > 0], minlength=len(self.keys))
        return {key: int(n) for key, n in zip(self.keys, counts, strict=True)}

    def loss(self, at: Floats, acted: Floats, weight: Floats, start: Floats, spread: Floats) -> tuple[float, Floats]:
        """The penalised loss and its slope; the slope of a maximum is that of its largest member."""
        keys = len(self.keys)
        each = at[1 : 1 + keys][self.key] * self.lift if keys else np.zeros_like(self.lift)
        rows = np.arange(len(each))[:, None]
        best = np.zeros((len(each), self.causes))
        np.maximum.at(best, (np.broadcast_to(rows, each.shape), self.cause), each)
        place = np.argsort(np.argsort(-best, axis=1, kind="stable"), axis=1, kind="stable")
        share = 0.5**place
        odds = at[0] + self.strength @ at[1 + keys :] + (best * share).sum(axis=1)
        log_odds = np.clip(odds, -40, 40)
        foretold = 1 / (1 + np.exp(-log_odds))
        moved = (at - start) / spread
        found = float((weight * (np.logaddexp(0, log_odds) - acted * log_odds)).sum() + (moved**2).sum() / 2)
        error = weight * (foretold - acted)
        wins = (each >= best[rows, self.cause]) & (self.lift > 0)
        pushed = error[:, None] * share[rows, self.cause] * self.lift * wins
        slope = np.concatenate([[error.sum()], np.zeros(keys), self.strength.T @ error])
        if keys:
            slope[1 : 1 + keys] = np.bincount(self.key.ravel(), weights=pushed.ravel(), minlength=keys)
        return found, slope + moved / spread
