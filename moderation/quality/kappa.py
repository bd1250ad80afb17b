"""Compute Cohen's kappa, without Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_Z = 1.644854  # 90 %


@dataclass(frozen=True, slots=True)
class Agreement:
    """The number `n` of pairs of judgements, the share that agrees (0–1), and kappa.

    Kappa is −1 to 1, or None when agreement by chance is certain; `low` to `high` is its 90 % interval, which is
    wide for few pairs.
    """

    n: int
    share: float
    kappa: float | None
    low: float = -1.0
    high: float = 1.0


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement | None:
    """Compute agreement beyond chance (Cohen 1960): (observed − expected) / (1 − expected).

    `expected` is the agreement by chance of two people with these habits. None without pairs.
    """
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(first == second for first, second in pairs) / n
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(count * seconds[act] for act, count in firsts.items()) / n**2
    if expected >= 1:
        return Agreement(n, observed, None)
    kappa = (observed - expected) / (1 - expected)
    # The standard error of kappa for large samples, as Cohen (1960) gives it. Without one disagreement it is 0, which
    # says nothing about a few pairs: then the share's own bound (Wilson's, one-sided) stands in.
    error = sqrt(observed * (1 - observed) / n) / (1 - expected)
    low = kappa - _Z * error
    if observed == 1:
        low = (n / (n + _Z**2) - expected) / (1 - expected)
    return Agreement(n, observed, kappa, max(-1.0, low), min(1.0, kappa + _Z * error))
