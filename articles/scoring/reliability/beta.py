"""Quantiles of the Beta distribution, which neither the standard library nor numpy has."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

_ENOUGH = 1e-12
_STEPS = 20_000


def interval(a: float, b: float, share: float) -> tuple[float, float]:
    """The central interval that holds `share` (0–1) of Beta(`a`, `b`), both positive."""
    tail = (1 - share) / 2
    return quantile(a, b, tail), quantile(a, b, 1 - tail)


def quantile(a: float, b: float, share: float) -> float:
    """The value (0–1) below which `share` of Beta(`a`, `b`) lies, to nine places, by bisection."""
    low, high = 0.0, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if below(a, b, middle) < share else (low, middle)
    return (low + high) / 2


def below(a: float, b: float, x: float) -> float:
    """The share of Beta(`a`, `b`) below `x`: the regularized incomplete beta function.

    DLMF 8.17.22 and 8.17.4.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - below(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of DLMF 8.17.22, by the modified Lentz method."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return value


def _not_zero(number: float) -> float:
    return number if abs(number) > 1e-300 else 1e-300
