"""The quality of predicted probabilities: ranking, squared error, calibration."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS = 10


def auc(value: Floats, positive: NDArray[np.bool_]) -> float | None:
    """The chance that a positive has the larger value, to four places; ties count half.

    Mann and Whitney 1947. None unless there are both positives and negatives.
    """
    ups, downs = int(positive.sum()), int((~positive).sum())
    if not ups or not downs:
        return None
    return round(float((ranks(value)[positive].sum() - ups * (ups + 1) / 2) / (ups * downs)), 4)


def ranks(value: Floats) -> Floats:
    """The ranks from 1; tied values share their mean rank."""
    _, place, counts = np.unique(value, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[place], dtype=np.float64)


def brier(probability: Floats, target: Floats) -> float:
    """The mean squared distance to the target (Brier 1950)."""
    return float(np.mean((probability - target) ** 2))


def calibration_error(probability: Floats, target: Floats) -> float:
    """The mean distance between predicted probability and target by bin, weighted by rows.

    The expected calibration error over ten bins of equal width, after Guo et al. 2017.
    """
    place = np.minimum((probability * BINS).astype(int), BINS - 1)
    gaps = np.bincount(place, weights=probability - target, minlength=BINS)
    return float(np.abs(gaps).sum() / len(probability))
