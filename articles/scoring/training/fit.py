"""Fit the clickbait model on the given rows only, with its settings, calibration and bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from articles.scoring.clickbait.cues import PLAIN_FAMILIES
from articles.scoring.clickbait.weights import WEIGHTED
from articles.scoring.training.features import Corpus, Floats, Places, frequent, matrix
from articles.scoring.training.rows import WEAK
from articles.vocabulary.headlines import STATEMENT

FOLDS = 5
# Bands are set for unseen headlines. Without a source to calibrate on, one in four headlines labelled plain reaches
# `medium` and one in twenty `high`.
PLAIN_ABOVE_MEDIUM, PLAIN_ABOVE_HIGH = 0.25, 0.05
# With one: one plain headline in ten reaches `medium`; of those in `high`, this share is clickbait. It is more than the
# .80 that is promised, because cues are written after reading the headlines that the band is set on. Chosen.
TARGET_PLAIN_ABOVE_MEDIUM, HIGH_PRECISION = 0.10, 0.82
LEAST_HIGH = 20
"""The fewest headlines on which a precision of `high` is measured."""
# The least log-odds against clickbait of families that training data hardly hold. Chosen.
_AT_LEAST_AGAINST = {"debunk": 0.5, "service": 0.2}
_MOST_STEPS = 500
# The standard deviation of the shifts of kinds around the whole, in log-odds. Chosen.
_KIND_SPREAD = 0.4
_MOST_NEWTON = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """The fixed settings, and the searched ones: C of the regression and the weights of rows.

    `target` is the source whose mix of headlines the score is calibrated to: its rows count `target_weight` and are not
    balanced by label, those of other sources count one of `other_weights`. Empty: all sources count the same.
    """

    most_grams: int
    least_rows: int = 3
    strengths: tuple[float, ...] = (1.0, 4.0)
    weak_weights: tuple[float, ...] = (0.1, 0.3)
    target: str = ""
    target_weight: float = 3.0
    other_weights: tuple[float, ...] = (0.03, 0.1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The searched settings of one fit."""

    strength: float
    weak_weight: float
    other_weight: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """The linear model in log-odds over `matrix(corpus, columns)`, and the lowest value of each band.

    `kinds` is what each kind of headline adds.
    """

    columns: Places
    coefficients: Floats
    intercept: float
    chosen: Chosen
    medium: float = 0.5
    high: float = 0.5
    kinds: dict[str, float] = field(default_factory=dict)

    def log_odds(self, corpus: Corpus, rows: Places) -> Floats:
        """The model's log-odds of clickbait for `rows`."""
        odds = np.asarray(matrix(corpus, self.columns)[rows] @ self.coefficients + self.intercept, dtype=np.float64)
        shifts: Floats = np.array([self.kinds.get(str(kind), 0.0) for kind in corpus.kind[rows]])
        return odds + shifts


def groups(corpus: Corpus, rows: Places) -> list[tuple[str, Places]]:
    """The groups to leave out in turn: each source among `rows`, or every fifth row of a single source."""
    labelled = rows[corpus.source[rows] != WEAK]
    sources = sorted(set(corpus.source[labelled].tolist()))
    if len(sources) > 1:
        return [(source, labelled[corpus.source[labelled] == source]) for source in sources]
    return [(f"{sources[0]}, fold {fold + 1}", labelled[fold::FOLDS]) for fold in range(FOLDS)]


def held_out(corpus: Corpus, rows: Places, settings: Settings) -> list[Places]:
    """The groups that settings are chosen and probabilities calibrated on: folds of the target, or `groups`."""
    target = rows[corpus.source[rows] == settings.target]
    if len(target):
        return [target[fold::FOLDS] for fold in range(FOLDS)]
    return [part for _, part in groups(corpus, rows)]


def fit(corpus: Corpus, rows: Places, settings: Settings) -> Fitted:
    """Choose C and the weights of rows, calibrate, then fit on all of `rows`.

    All are chosen by log-loss on left-out parts of `rows`, and the calibration uses the same parts. It is Platt's
    (log-odds → slope · log-odds + shift), folded into the weights, so they still add up. With a target each kind of
    headline has a shift of its own, see `kind_shifts`.
    """
    parts = held_out(corpus, rows, settings)
    held = np.concatenate(parts)
    target = corpus.target[held]
    candidates: list[tuple[float, int, Chosen, float, float, Floats]] = []
    for chosen in _choices(corpus, rows, settings):
        odds = np.concatenate(
            [fit_once(corpus, np.setdiff1d(rows, part), settings, chosen).log_odds(corpus, part) for part in parts]
        )
        slope, shift = calibrate(odds, target)
        calibrated = odds * slope + shift
        loss = float(np.mean(np.logaddexp(0, calibrated) - target * calibrated))
        candidates.append((loss, len(candidates), chosen, slope, shift, calibrated))
    _, _, chosen, slope, shift, calibrated = min(candidates, key=lambda candidate: candidate[:2])
    fitted = fit_once(corpus, rows, settings, chosen)
    kinds = kind_shifts(calibrated, target, corpus.kind[held]) if _has_target(corpus, rows, settings) else {}
    calibrated = calibrated + np.array([kinds.get(str(kind), 0.0) for kind in corpus.kind[held]])
    probability = 1 / (1 + np.exp(-calibrated))
    medium, high = bands(probability, corpus.label[held], has_target=_has_target(corpus, rows, settings))
    # A plain statement is what other kinds are measured by.
    usual = kinds.pop(STATEMENT, 0.0)
    return replace(
        fitted,
        coefficients=fitted.coefficients * slope,
        intercept=fitted.intercept * slope + shift + usual,
        medium=medium,
        high=high,
        kinds={name: round(added - usual, 4) for name, added in kinds.items()},
    )


def bands(probability: Floats, label: Floats, *, has_target: bool) -> tuple[float, float]:
    """The lowest probabilities of `medium` and `high`, from predictions for headlines left out.

    With a target, `high` begins where at least `HIGH_PRECISION` of the headlines from there on are clickbait, or at the
    `LEAST_HIGH` highest when that is nowhere so.
    """
    plain = probability[label == 0]
    if not has_target:
        return float(np.quantile(plain, 1 - PLAIN_ABOVE_MEDIUM)), float(np.quantile(plain, 1 - PLAIN_ABOVE_HIGH))
    order = np.argsort(-probability, kind="stable")
    precision = np.cumsum(label[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(precision[LEAST_HIGH - 1 :] >= HIGH_PRECISION)
    last = min(len(order), LEAST_HIGH + int(good.max(initial=0))) - 1
    high = float(probability[order[last]])
    return min(high, float(np.quantile(plain, 1 - TARGET_PLAIN_ABOVE_MEDIUM))), high


def _has_target(corpus: Corpus, rows: Places, settings: Settings) -> bool:
    return bool((corpus.source[rows] == settings.target).any())


def _choices(corpus: Corpus, rows: Places, settings: Settings) -> list[Chosen]:
    weak_weights = settings.weak_weights if (corpus.source[rows] == WEAK).any() else (0.0,)
    other_weights = settings.other_weights if _has_target(corpus, rows, settings) else (1.0,)
    return [Chosen(*choice) for choice in product(settings.strengths, weak_weights, other_weights)]


def fit_once(corpus: Corpus, rows: Places, settings: Settings, chosen: Chosen) -> Fitted:
    """Fit an L2 logistic regression on soft targets.

    A cue family never lowers the score, and a plain one never raises it: a cue of exaggeration cannot count in a
    headline's favour; a weight of the wrong sign only means that the data do not support the cue.
    """
    if not chosen.weak_weight:
        rows = rows[corpus.source[rows] != WEAK]
    columns = frequent(corpus, rows, settings.most_grams, settings.least_rows)
    weight = balance(corpus, rows)
    weight[corpus.source[rows] == WEAK] = chosen.weak_weight
    if _has_target(corpus, rows, settings):
        is_target = corpus.source[rows] == settings.target
        weight = np.where(is_target, settings.target_weight, weight * chosen.other_weight)
    features = matrix(corpus, columns)[rows]
    solution, intercept = _regression(features, corpus.target[rows], weight, chosen.strength, _signs())
    return Fitted(columns, solution, intercept, chosen)


def _signs() -> list[tuple[float | None, float | None]]:
    return [(None, -_AT_LEAST_AGAINST.get(name, 0.0)) if name in PLAIN_FAMILIES else (0.0, None) for name in WEIGHTED]


def balance(corpus: Corpus, rows: Places) -> Floats:
    """The weight of each of `rows`: all sources and labels total the same, labelled rows average 1.

    Otherwise a big source, or one with few plain headlines, would teach its topics. A single source is left as it is.
    """
    weight = np.ones(len(rows))
    labelled = corpus.source[rows] != WEAK
    if len(corpus.sources(rows)) < 2:
        return weight
    cells = np.char.add(corpus.source[rows], np.where(corpus.label[rows] > 0, "+", "-"))
    names, sizes = np.unique(cells[labelled], return_counts=True)
    share = labelled.sum() / len(names)
    for name, size in zip(names, sizes, strict=True):
        weight[cells == name] = share / size
    return weight


def calibrate(odds: Floats, target: Floats) -> tuple[float, float]:
    """Fit Platt's slope and shift.

    The slope is never negative: a score that misleads on left-out groups is flattened, not reversed.
    """
    slopes, shift = _regression(odds.reshape(-1, 1), target, np.ones(len(odds)), 1e6)
    if slopes[0] >= 0:
        return float(slopes[0]), shift
    share = float(np.clip(target.mean(), 1e-6, 1 - 1e-6))
    return 0.0, float(np.log(share / (1 - share)))


def kind_shifts(odds: Floats, target: Floats, kind: NDArray[np.str_]) -> dict[str, float]:
    """What is to be added to calibrated log-odds, by kind of headline, so that each kind is calibrated, too.

    Each shift has a normal prior around 0, so that a kind with few rows stays with the whole (`_KIND_SPREAD`).
    """
    found = {}
    for name in sorted(set(kind.tolist()) - {""}):
        of_kind = kind == name
        shift = 0.0
        for _ in range(_MOST_NEWTON):
            probability = 1 / (1 + np.exp(-(odds[of_kind] + shift)))
            slope = (target[of_kind] - probability).sum() - shift / _KIND_SPREAD**2
            shift += float(slope / ((probability * (1 - probability)).sum() + 1 / _KIND_SPREAD**2))
        found[name] = shift
    return found


def _regression(
    features: Any,
    target: Floats,
    weight: Floats,
    strength: float,
    limits: Sequence[tuple[float | None, float | None]] = (),
) -> tuple[Floats, float]:
    """Minimize Σ weight · log-loss + |solution|² / (2 strength); `limits` bound the first columns.

    L-BFGS-B (Byrd, Lu, Nocedal and Zhu 1995). Returns the solution and the intercept.
    """
    from scipy import optimize, sparse  # type: ignore[import-untyped]

    rows = sparse.csr_matrix(features)
    columns = rows.T.tocsr()

    def loss(point: Floats) -> tuple[float, Floats]:
        solution, intercept = point[:-1], point[-1]
        odds = rows @ solution + intercept
        wrong = weight * (1 / (1 + np.exp(-odds)) - target)
        value = weight @ (np.logaddexp(0, odds) - target * odds) + solution @ solution / (2 * strength)
        return float(value), np.append(columns @ wrong + solution / strength, wrong.sum())

    free = [(None, None)] * (rows.shape[1] + 1 - len(limits))
    start = np.zeros(rows.shape[1] + 1)
    options = {"maxiter": _MOST_STEPS, "ftol": 1e-10, "gtol": 1e-6}
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*limits, *free], options=options)
    return np.asarray(found.x[:-1], dtype=np.float64), float(found.x[-1])
