"""The counted subjects: one module each, with `count(period)`; a `weekly` subject counts whole weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.subjects import (
    agreement,
    cited,
    clickbait,
    clock,
    decided,
    declared,
    disclaimers,
    found,
    groups,
    models,
    queued,
    reliability,
    reused,
    stored,
    watched,
)


class Count(Protocol):
    """The function `count` of a subject's module."""

    def __call__(self, period: Period, /) -> Counted:
        """Counts the subject's rows of `period`, from the rows alone, in queries that group by day.

        Every count stands under a day in Beijing time, a measure and a key; zeros are left out. Counts are whole
        numbers, so the same rows give the same result in any order. Leaders are ordered: first is the highest rank. A
        weekly subject gets whole weeks, and puts its counts under their Mondays.
        """


@dataclass(frozen=True, slots=True)
class Subject:
    """A set of measures that are counted together. A `weekly` one counts whole weeks, under their Mondays."""

    name: str
    count: Count
    weekly: bool = False


SUBJECTS: tuple[Subject, ...] = (
    Subject("stored", stored.count),
    Subject("watched", watched.count),
    Subject("declared", declared.count),
    Subject("disclaimers", disclaimers.count),
    Subject("cited", cited.count),
    Subject("found", found.count),
    Subject("reused", reused.count),
    Subject("copied", reused.count_weeks, weekly=True),
    Subject("groups", groups.count),
    Subject("clickbait", clickbait.count),
    Subject("models", models.count),
    Subject("reliability", reliability.count, weekly=True),
    Subject("queued", queued.count),
    Subject("decided", decided.count),
    Subject("agreement", agreement.count),
    Subject("clock", clock.count),
)
BY_NAME = {subject.name: subject for subject in SUBJECTS}
