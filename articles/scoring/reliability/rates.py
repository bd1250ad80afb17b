"""The rate of violations of a source: what its reviews say of it, beginning with what its platform's sources are like.

All on a fixed grid of rates, so that any spread of sources and any selection of reviews keeps an exact likelihood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articles.scoring.predictions import Floats

LOGITS: Floats = np.arange(-7.0, 5.0001, 0.05)
"""The grid: rates of .001 to .993, closer where rates are small."""
RATES: Floats = 1 / (1 + np.exp(-LOGITS))
_LOG_RATES, _LOG_OTHERS = np.log(RATES), np.log1p(-RATES)
CENTRES: Floats = np.arange(-6.5, 3.6, 0.5)
"""The components of a fitted spread: bells of width .3 on the logit scale, half a unit apart.

A mixture of fixed components whose weights alone are fitted, after Stephens 2017 (adaptive shrinkage).
"""
_BELLS: Floats = np.exp(-0.5 * ((LOGITS - CENTRES[:, None]) / 0.3) ** 2)
_BELLS /= _BELLS.sum(axis=1, keepdims=True)
_ROUNDS = 60
ODDS: Floats = np.array([1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 14.0, 20.0])
"""The selection odds that a fit tries."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The mean of a rate (0–1) and its central interval."""

    mean: float
    low: float
    high: float

    def times(self, number: float) -> Rate:
        """The rate times a number of 0–1."""
        return Rate(self.mean * number, self.low * number, self.high * number)


def beta_spread(a: float, b: float) -> Floats:
    """The spread of sources over the grid by Beta(a, b); sums to 1."""
    weights = np.exp(a * _LOG_RATES + b * _LOG_OTHERS)
    return np.asarray(weights / weights.sum())


def log_of_beta(a: float, b: float) -> Floats:
    """The logarithm of `beta_spread`."""
    return np.asarray(np.log(beta_spread(a, b) + 1e-300))


def log_of_mixture(weights: Sequence[float]) -> Floats:
    """The logarithm of the spread of sources over the grid by the weights of the components."""
    spread = np.asarray(weights, dtype=np.float64) @ _BELLS + 1e-12
    return np.asarray(np.log(spread / spread.sum()))


def mean_rate(log_spread: Floats) -> float:
    """The mean rate of sources that are spread so."""
    return float(np.exp(log_spread) @ RATES)


def likelihoods(odds: float) -> Floats:
    """The logarithms, four rows over the grid, of one review's chance under each rate.

    Rows: audited and clean, audited and upheld, chosen and clean, chosen and upheld. Among articles that the queue
    chose the odds of a violation are `odds` times those among all (King and Zeng 2001, prior correction).
    """
    chosen = odds * RATES / (1 - RATES + odds * RATES)
    return np.stack((_LOG_OTHERS, _LOG_RATES, np.log1p(-chosen), np.log(chosen)))


def posterior(counts: Sequence[float], log_spread: Floats, logs: Floats, share: float) -> Rate:
    """The rate after reviews: `counts` in the order of `likelihoods` (weights may be fractions).

    `log_spread` is the logarithm of the spread of sources; `share` (0–1) is what the interval holds.
    """
    heights = np.asarray(counts, dtype=np.float64) @ logs + log_spread
    weights = np.exp(heights - heights.max())
    below = np.cumsum(weights)
    whole = float(below[-1])
    # Half a cell each side: the cumulative sum at a point of the grid holds the whole cell around it.
    ends = np.interp(
        (whole * (1 - share) / 2, whole * (1 + share) / 2),
        below - weights / 2,
        LOGITS,
        left=LOGITS[0],
        right=LOGITS[-1],
    )
    low, high = (1 / (1 + np.exp(-ends))).tolist()
    mean = float(weights @ RATES) / whole
    return Rate(mean, min(low, mean), max(high, mean))


def fit_spread(counts: Floats, odds: float, parent: Sequence[float], worth: float) -> tuple[list[float], float]:
    """The weights of the components for these sources, and the log-likelihood of their reviews.

    `counts` has one row per source in the order of `likelihoods`, without decay. `parent` are the weights that hold
    without data; they count for `worth` sources. Expectation–maximisation for the mode of a Dirichlet posterior.
    """
    # Many sources have the same few reviews.
    kinds, times = np.unique(counts, axis=0, return_counts=True)
    heights = kinds @ likelihoods(odds)
    tops = heights.max(axis=1, keepdims=True)
    fits = np.exp(heights - tops) @ _BELLS.T
    start = np.asarray(parent, dtype=np.float64)
    weights = start / start.sum()
    for _ in range(_ROUNDS):
        shares = fits * weights
        shares /= shares.sum(axis=1, keepdims=True)
        weights = times @ shares + worth * start
        weights /= weights.sum()
    found = float(times @ (np.log(fits @ weights) + tops[:, 0]))
    return weights.tolist(), found


def components_of(spread: Floats) -> list[float]:
    """The weights of the components that come nearest to a spread over the grid."""
    weights = np.full(len(CENTRES), 1 / len(CENTRES))
    for _ in range(_ROUNDS):
        shares = _BELLS * weights[:, None]
        weights = (shares / (shares.sum(axis=0) + 1e-300)) @ spread
    return [float(weight) for weight in weights / weights.sum()]
