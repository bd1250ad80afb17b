"""The usual band of a rate. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

# A band needs at least 7 days with at least 50 articles each, and 50 on the checked day; fewer say too little.
LEAST_DAYS, LEAST_ARTICLES = 7, 50
# Half the band's width in standard deviations: chance leaves it on one day in 15,000 if days were normal.
_FAR = 4.0
# A smaller change of the rate is no burst, however regular the rate was before.
_LEAST_MOVE = 0.01


@dataclass(frozen=True, slots=True)
class Band:
    """The usual share of articles that a rule matches, 0–1, and the range of an ordinary day."""

    usual: float
    low: float
    high: float


def usual_band(days: Sequence[tuple[int, int]], articles: int) -> Band | None:
    """The band for a day of `articles`, from (matches, articles) of the days before; None when too little is known.

    The usual share is the pooled share p. A day's variance is that of chance, p(1−p)/n, plus the excess variance of the
    days before: the mean square of their distance from p, as in a beta-binomial. The band is four deviations each way.
    """
    known = [(matches, n) for matches, n in days if n >= LEAST_ARTICLES]
    if len(known) < LEAST_DAYS or articles < LEAST_ARTICLES:
        return None
    total = sum(n for _, n in known)
    usual = sum(matches for matches, _ in known) / total
    spread = sum((matches / n - usual) ** 2 for matches, n in known) / len(known)
    # Without an earlier match the first one must not raise an alarm: half a match is the usual correction.
    chance = max(usual, 0.5 / total)
    half = max(_LEAST_MOVE, _FAR * sqrt(chance * (1 - chance) / articles + spread))
    return Band(usual, max(0.0, usual - half), min(1.0, usual + half))
