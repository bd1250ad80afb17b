"""Cohen's kappa. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """`n` pairs of judgements, the share that agrees (0–1), and kappa (−1 to 1; None where chance alone agrees)."""

    n: int
    share: float
    kappa: float | None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement | None:
    """Agreement beyond chance (Cohen 1960): (observed − expected) / (1 − expected). None without pairs.

    `expected` is how often two people with these habits would agree by chance.
    """
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(first == second for first, second in pairs) / n
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(count * seconds[act] for act, count in firsts.items()) / n**2
    kappa = None if expected >= 1 else (observed - expected) / (1 - expected)
    return Agreement(n, observed, kappa)
