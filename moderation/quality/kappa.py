"""Compute Cohen's kappa, without Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """The number `n` of pairs of judgements, the share that agrees (0–1), and kappa.

    Kappa is −1 to 1, or None when agreement by chance is certain.
    """

    n: int
    share: float
    kappa: float | None


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
    kappa = None if expected >= 1 else (observed - expected) / (1 - expected)
    return Agreement(n, observed, kappa)
