"""Fit the clickbait model on the given rows only, with its settings, calibration and bands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from articles.scoring.clickbait.weights import WEIGHTED
from articles.scoring.training.features import Corpus, Floats, Places, frequent, matrix
from articles.scoring.training.rows import WEAK

FOLDS = 5
# Bands are set for unseen sources: of headlines labelled plain, one in four reaches `medium` and one
# in twenty `high`.
PLAIN_ABOVE_MEDIUM, PLAIN_ABOVE_HIGH = 0.25, 0.05


@dataclass(frozen=True, slots=True)
class Settings:
    """The fixed settings, and the searched ones: C of the regression and the weight of a weak row."""

    most_grams: int
    least_rows: int = 3
    strengths: tuple[float, ...] = (1.0, 4.0)
    weak_weights: tuple[float, ...] = (0.1, 0.3)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The linear model in log-odds over `matrix(corpus, columns)`, and the lowest value of each band."""

    columns: Places
    coefficients: Floats
    intercept: float
    strength: float
    weak_weight: float
    medium: float = 0.5
    high: float = 0.5

    def log_odds(self, corpus: Corpus, rows: Places) -> Floats:
        """The model's log-odds of clickbait for `rows`."""
        return np.asarray(matrix(corpus, self.columns)[rows] @ self.coefficients + self.intercept, dtype=np.float64)


def groups(corpus: Corpus, rows: Places) -> list[tuple[str, Places]]:
    """The groups to leave out in turn: each source among `rows`, or every fifth row of a single source."""
    labelled = rows[corpus.source[rows] != WEAK]
    sources = sorted(set(corpus.source[labelled].tolist()))
    if len(sources) > 1:
        return [(source, labelled[corpus.source[labelled] == source]) for source in sources]
    return [(f"{sources[0]}, fold {fold + 1}", labelled[fold::FOLDS]) for fold in range(FOLDS)]


def fit(corpus: Corpus, rows: Places, settings: Settings) -> Fitted:
    """Choose C and the weak weight, calibrate, then fit on all of `rows`.

    Both are chosen by log-loss on left-out groups of `rows`, and the calibration uses the same groups. It is Platt's
    (log-odds → slope · log-odds + shift), folded into the weights, so they still add up.
    """
    parts = groups(corpus, rows)
    held = np.concatenate([part for _, part in parts])
    target = corpus.target[held]
    candidates = []
    weak_weights = settings.weak_weights if (corpus.source[rows] == WEAK).any() else (0.0,)
    for strength, weak_weight in product(settings.strengths, weak_weights):
        odds = np.concatenate(
            [
                fit_once(corpus, np.setdiff1d(rows, part), settings, strength, weak_weight).log_odds(corpus, part)
                for _, part in parts
            ]
        )
        slope, shift = calibrate(odds, target)
        calibrated = odds * slope + shift
        loss = float(np.mean(np.logaddexp(0, calibrated) - target * calibrated))
        candidates.append((loss, strength, weak_weight, slope, shift, calibrated))
    _, strength, weak_weight, slope, shift, calibrated = min(candidates, key=lambda candidate: candidate[:3])
    plain = 1 / (1 + np.exp(-calibrated[corpus.label[held] == 0]))
    fitted = fit_once(corpus, rows, settings, strength, weak_weight)
    return replace(
        fitted,
        coefficients=fitted.coefficients * slope,
        intercept=fitted.intercept * slope + shift,
        medium=float(np.quantile(plain, 1 - PLAIN_ABOVE_MEDIUM)),
        high=float(np.quantile(plain, 1 - PLAIN_ABOVE_HIGH)),
    )


def fit_once(corpus: Corpus, rows: Places, settings: Settings, strength: float, weak_weight: float) -> Fitted:
    """Fit an L2 logistic regression on soft targets.

    A family that would lower the score is dropped (weight 0), and the model is fitted again. A cue of exaggeration
    cannot count in a headline's favour; a negative weight only means that the data do not support the cue.
    """
    if not weak_weight:
        rows = rows[corpus.source[rows] != WEAK]
    columns = frequent(corpus, rows, settings.most_grams, settings.least_rows)
    features = matrix(corpus, columns)[rows]
    weight = np.where(corpus.source[rows] == WEAK, weak_weight, balance(corpus, rows))
    kept = np.arange(features.shape[1])
    while True:
        solution, intercept = _regression(features[:, kept], corpus.target[rows], weight, strength)
        lowering = (kept < len(WEIGHTED)) & (solution < 0)
        if not lowering.any():
            break
        kept = kept[~lowering]
    coefficients = np.zeros(features.shape[1])
    coefficients[kept] = solution
    return Fitted(columns, coefficients, intercept, strength, weak_weight)


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


def _regression(features: object, target: Floats, weight: Floats, strength: float) -> tuple[Floats, float]:
    from scipy import sparse  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    # A row with target 0.3 enters once as clickbait with weight 0.3 and once as plain with weight 0.7.
    matrix_ = sparse.csr_matrix(features)
    shares = np.concatenate([target * weight, (1 - target) * weight])
    used = np.flatnonzero(shares)
    labels = np.repeat([1.0, 0.0], len(target))[used]
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(sparse.vstack([matrix_, matrix_]).tocsr()[used], labels, sample_weight=shares[used])
    return np.asarray(model.coef_[0], dtype=np.float64), float(model.intercept_[0])
