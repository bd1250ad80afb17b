"""Simulate sources with a known truth.

Real rows cannot tell how many good sources a score accuses. What a source writes is true or false independently of its
form: violators have the manners of good sources, and careless ones break few rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from articles.scoring.reliability.evidence import ArticleDay, Review
from articles.scoring.reliability.history import History

LAST_DAY = date(2026, 1, 1)
DAYS = 360
AUDITED = 0.02
"""The share of all articles that random audit draws."""
CHOSEN = (0.4, 0.1)
"""The shares of articles that the queue reviews: of those that break a rule, and of the others."""
MISSED, ACCUSED_WRONGLY = 0.12, 0.05
"""What reviewers get wrong: violations that they allow, and others that they uphold."""
SEVERITIES = (0.4, 0.6, 0.9)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: its `share` of all, its true rate of violations, and the shares of its articles in good form.

    `form` is in the order of `ArticleDay`. `median` is the median number of articles.
    """

    name: str
    share: float
    rate: float
    form: tuple[float, float, float, float, float]
    median: int = 20


KINDS = (
    Kind("good", 0.80, 0.01, (0.7, 0.95, 0.9, 0.3, 0.99)),
    Kind("violator", 0.02, 0.35, (0.7, 0.95, 0.9, 0.3, 0.99)),
    Kind("careless", 0.08, 0.06, (0.3, 0.9, 0.6, 0.1, 0.99)),
    Kind("copying", 0.06, 0.10, (0.3, 0.4, 0.8, 0.1, 0.9)),
    Kind("new", 0.04, 0.01, (0.7, 0.95, 0.9, 0.3, 0.99), median=3),
)


@dataclass(frozen=True, slots=True)
class Simulated:
    """The simulated histories, and by source its kind and the severity that reviews find on average, 0–1."""

    histories: dict[int, History]
    kinds: dict[int, str]
    rates: dict[int, float]

    @property
    def bad(self) -> frozenset[int]:
        """The violators."""
        return frozenset(source for source, kind in self.kinds.items() if kind == "violator")


def simulate(sources: int = 20_000, seed: int = 1) -> Simulated:
    """Simulate `sources` over 360 days; the same seed gives the same histories.

    Articles per source are log-normal around the kind's median, up to 2,000. Rates spread around the kind's (Beta,
    worth 60 articles), shares of form as well (Beta, worth 20). Half of the violations of a good source are corrected,
    and a fifth of a violator's.
    """
    random = np.random.default_rng(seed)
    drawn = random.choice(len(KINDS), sources, p=[kind.share for kind in KINDS])
    histories, kinds, rates = {}, {}, {}
    for source, index in enumerate(drawn.tolist()):
        kind = KINDS[index]
        rate = float(random.beta(60 * kind.rate, 60 * (1 - kind.rate)))
        histories[source] = _history(random, kind, rate)
        kinds[source] = kind.name
        upheld = (1 - MISSED) * rate + ACCUSED_WRONGLY * (1 - rate)
        rates[source] = upheld * sum(SEVERITIES) / len(SEVERITIES)
    return Simulated(histories, kinds, rates)


def _history(random: np.random.Generator, kind: Kind, rate: float) -> History:
    size = int(np.clip(random.lognormal(np.log(kind.median), 1.2), 1, 2000))
    shares = [float(random.beta(20 * share, 20 * (1 - share))) for share in kind.form]
    ages = np.sort(random.integers(0, DAYS, size))[::-1]
    breaks = random.random(size) < rate
    chosen = random.random(size) < np.where(breaks, *CHOSEN)
    sampled = ~chosen & (random.random(size) < AUDITED)
    upheld = random.random(size) < np.where(breaks, 1 - MISSED, ACCUSED_WRONGLY)
    severities = random.choice(SEVERITIES, size) * upheld
    good = random.random((size, 5)) < shares
    corrected = upheld & (random.random(size) < (0.2 if kind.name == "violator" else 0.5))
    days = []
    for age in np.unique(ages)[::-1]:
        of_day = ages == age
        days.append(ArticleDay(_day(age), int(of_day.sum()), *(int(count) for count in good[of_day].sum(axis=0))))
    reviews = tuple(
        Review(_day(age), float(severity), bool(answered), bool(by_chance))
        for age, severity, answered, by_chance, seen in zip(
            ages, severities, corrected, sampled, chosen | sampled, strict=True
        )
        if seen
    )
    return History(tuple(days), reviews)


def _day(age: int) -> date:
    return LAST_DAY - timedelta(days=int(age))
