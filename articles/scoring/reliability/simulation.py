"""Simulate sources with a known truth.

Real rows cannot tell how many good sources a score accuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from articles.scoring.reliability.evidence import ArticleDay, Review
from articles.scoring.reliability.history import History

Floats = NDArray[np.float64]
LAST_DAY = date(2026, 1, 1)
DAYS = 360
AUDITED = 0.02
"""The share of all articles that random audit draws."""
BAD = 0.02
"""The share of sources that are truly bad: 400 of 20,000."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """The simulated histories, and the ids of the sources that are truly bad."""

    histories: dict[int, History]
    bad: frozenset[int]


def simulate(sources: int = 20_000, seed: int = 1) -> Simulated:
    """Simulate `sources` over 360 days; the same seed gives the same histories.

    Articles per source are log-normal, median 20, up to 2,000. A good source breaks a rule in Beta(1, 60) of its
    articles (1.6 %), a bad one in Beta(6, 14) (30 %). The queue reviews 40 % of the articles that break a rule and 10 %
    of the others, so its reviews are no random sample; random audit draws another 2 %. Half of the violations of a good
    source are corrected, and a fifth of a bad one's. The other parts have Beta(5, 5) shares, half as good for bad
    sources.
    """
    random = np.random.default_rng(seed)
    bad = np.zeros(sources, dtype=bool)
    bad[random.choice(sources, round(sources * BAD), replace=False)] = True
    sizes = np.clip(random.lognormal(np.log(20), 1.2, sources), 1, 2000).astype(int)
    rates = np.where(bad, random.beta(6, 14, sources), random.beta(1, 60, sources))
    shares = random.beta(5, 5, (sources, 5)) * np.where(bad, 0.5, 1.0)[:, None]
    histories = {
        source: _history(random, int(sizes[source]), float(rates[source]), shares[source], 0.2 if bad[source] else 0.5)
        for source in range(sources)
    }
    return Simulated(histories, frozenset(np.flatnonzero(bad).tolist()))


def _history(random: np.random.Generator, size: int, rate: float, shares: Floats, corrects: float) -> History:
    ages = np.sort(random.integers(0, DAYS, size))[::-1]
    breaks = random.random(size) < rate
    sampled = random.random(size) < AUDITED
    queued = random.random(size) < np.where(breaks, 0.4, 0.1)
    good = random.random((size, 5)) < shares
    corrected = breaks & (random.random(size) < corrects)
    days = []
    for age in np.unique(ages)[::-1]:
        of_day = ages == age
        days.append(ArticleDay(_day(age), int(of_day.sum()), *(int(count) for count in good[of_day].sum(axis=0))))
    reviews = tuple(
        (Review(_day(age), float(broken), bool(answered)), bool(drawn))
        for age, broken, answered, drawn, seen in zip(ages, breaks, corrected, sampled, queued | sampled, strict=True)
        if seen
    )
    return History(tuple(days), reviews)


def _day(age: int) -> date:
    return LAST_DAY - timedelta(days=int(age))
