"""Shares with their intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """`k` of `n`, with Wilson's 95 % interval, all 0–1; `value` is None for n = 0."""

    k: int
    n: int
    value: float | None
    low: float
    high: float


def wilson(k: int, n: int) -> Share:
    """The score interval of a binomial share (Wilson 1927): right for few observations and for 0 and n of n."""
    if n == 0:
        return Share(0, 0, None, 0.0, 1.0)
    share = k / n
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return Share(k, n, share, max(0.0, centre - half), min(1.0, centre + half))
