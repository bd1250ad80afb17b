"""What is counted: one file a subject, each with `count(period)`; `WEEKLY` ones count whole weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Subject:
    """Counted together and again together. A `weekly` one counts periods of whole weeks, under their Mondays."""

    name: str
    count: Callable[[Period], Counted]
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
