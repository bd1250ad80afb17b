"""Simulate sources with a known truth.

Real rows cannot tell how many good sources a score accuses. What a source writes is true or false independently of its
form: violators have the manners of good sources, and careless ones break few rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
SEVERITIES = (0.4, 0.6, 0.9)
SPREAD = 60
"""How many articles the spread of true rates within a kind is worth."""
VIOLATOR = "violator"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: its `share` of all, its true rate of violations, and the shares of its articles in good form.

    `form` is in the order of `ArticleDay`. `median` is the median number of articles. `later` is the rate of the second
    half of the time where it differs (an account is sold, another reforms). `severe` are the shares of `SEVERITIES`.
    """

    name: str
    share: float
    rate: float
    form: tuple[float, float, float, float, float]
    median: int = 20
    later: float | None = None
    severe: tuple[float, float, float] = (1 / 3, 1 / 3, 1 / 3)


@dataclass(frozen=True, slots=True)
class Mix:
    """The kinds of a simulated platform, and what its reviewers get wrong.

    `missed`: the share of violations that they allow; `accused`: the share of the others that they uphold.
    """

    kinds: tuple[Kind, ...]
    missed: float = 0.12
    accused: float = 0.05

    @property
    def is_steady(self) -> bool:
        """Whether no source changes its ways."""
        return all(kind.later is None for kind in self.kinds)


_GOOD = Kind("good", 0.80, 0.01, (0.7, 0.95, 0.9, 0.3, 0.99))
_VIOLATOR = Kind(VIOLATOR, 0.02, 0.35, (0.7, 0.95, 0.9, 0.3, 0.99))
_CARELESS = Kind("careless", 0.08, 0.06, (0.3, 0.9, 0.6, 0.1, 0.99))
_COPYING = Kind("copying", 0.06, 0.10, (0.3, 0.4, 0.8, 0.1, 0.9))
_NEW = Kind("new", 0.04, 0.01, (0.7, 0.95, 0.9, 0.3, 0.99), median=3)
_RARE = (_GOOD, _VIOLATOR, _CARELESS, _COPYING, _NEW)
MIXES = {
    # Violators are few and write no more than others; reviewers err often.
    "rare": Mix(_RARE),
    # As many of each kind.
    "even": Mix(tuple(replace(kind, share=0.2) for kind in _RARE)),
    # Few accounts write most violations, as on real platforms (Grinberg et al. 2019: .1 % of users shared 80 % of what
    # was false). Reviewers err as after an appeal.
    "concentrated": Mix(
        (
            replace(_GOOD, share=0.72, rate=0.004),
            replace(_VIOLATOR, share=0.05, rate=0.5, median=60),
            replace(_CARELESS, share=0.12, rate=0.03),
            replace(_COPYING, share=0.08, rate=0.06),
            replace(_NEW, share=0.03, rate=0.004),
        ),
        missed=0.12,
        accused=0.02,
    ),
    # Kinds that nothing was tuned on: sources change, and severity differs by kind.
    "changing": Mix(
        (
            replace(_GOOD, share=0.66),
            replace(_VIOLATOR, share=0.04, rate=0.25, median=40, severe=(0.1, 0.3, 0.6)),
            Kind("sold", 0.03, 0.01, (0.7, 0.95, 0.9, 0.3, 0.99), median=40, later=0.3),
            Kind("reformed", 0.03, 0.3, (0.6, 0.9, 0.8, 0.3, 0.99), median=40, later=0.03),
            replace(_CARELESS, share=0.12, severe=(0.7, 0.2, 0.1)),
            replace(_COPYING, share=0.08, severe=(0.2, 0.6, 0.2)),
            replace(_NEW, share=0.04),
        ),
        accused=0.03,
    ),
}
"""The simulated platforms by name; all violators have the manners of good sources."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """The simulated histories, and by source its kind and the truth about its next article.

    `chances`: that a review upholds a violation; `rates`: the same, weighted by severity.
    """

    histories: dict[int, History]
    kinds: dict[int, str]
    chances: dict[int, float]
    rates: dict[int, float]
    mix: Mix

    @property
    def bad(self) -> frozenset[int]:
        """The violators."""
        return frozenset(source for source, kind in self.kinds.items() if kind == VIOLATOR)


def simulate(sources: int = 20_000, seed: int = 1, mix: Mix = MIXES["rare"]) -> Simulated:
    """Simulate `sources` over 360 days; the same seed gives the same histories.

    Articles per source are log-normal around the kind's median, up to 2,000. Rates spread around the kind's (Beta,
    worth 60 articles), shares of form as well (Beta, worth 20). Half of the violations of a good source are corrected,
    and a fifth of a violator's.
    """
    random = np.random.default_rng(seed)
    shares = np.array([kind.share for kind in mix.kinds])
    drawn = random.choice(len(mix.kinds), sources, p=shares / shares.sum())
    histories, kinds, chances, rates = {}, {}, {}, {}
    for source, index in enumerate(drawn.tolist()):
        kind = mix.kinds[index]
        rate = _drawn_rate(random, kind.rate)
        last = rate if kind.later is None else _drawn_rate(random, kind.later)
        histories[source] = _history(random, kind, mix, (rate, last))
        kinds[source] = kind.name
        chances[source] = (1 - mix.missed) * last + mix.accused * (1 - last)
        rates[source] = chances[source] * float(np.dot(kind.severe, SEVERITIES))
    return Simulated(histories, kinds, chances, rates, mix)


def _drawn_rate(random: np.random.Generator, rate: float) -> float:
    return float(random.beta(SPREAD * rate, SPREAD * (1 - rate)))


def _history(random: np.random.Generator, kind: Kind, mix: Mix, rates: tuple[float, float]) -> History:
    size = int(np.clip(random.lognormal(np.log(kind.median), 1.2), 1, 2000))
    shares = [float(random.beta(20 * share, 20 * (1 - share))) for share in kind.form]
    ages = np.sort(random.integers(0, DAYS, size))[::-1]
    breaks = random.random(size) < np.where(ages >= DAYS / 2, *rates)
    chosen = random.random(size) < np.where(breaks, *CHOSEN)
    sampled = random.random(size) < AUDITED
    upheld = random.random(size) < np.where(breaks, 1 - mix.missed, mix.accused)
    severities = random.choice(SEVERITIES, size, p=kind.severe) * upheld
    good = random.random((size, 5)) < shares
    corrected = upheld & (random.random(size) < (0.2 if kind.name == VIOLATOR else 0.5))
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
