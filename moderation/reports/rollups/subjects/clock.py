"""The time of each day's newest row, in microseconds since 1970: a running week's report ends there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Max, Model

from articles.models import ArticleVersion, Page, TemplateAlarm
from moderation.models import Decision, QueueItem
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import within

_CLOCKS: tuple[tuple[type[Model], str], ...] = (
    (Page, "received_at"),
    (ArticleVersion, "created_at"),
    (TemplateAlarm, "opened_at"),
    (QueueItem, "opened_at"),
    (QueueItem, "decided_at"),
    (Decision, "created_at"),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def count(period: Period) -> Counted:
    counted = Counted(period)
    newest: dict[int, datetime] = {}
    for model, moment in _CLOCKS:
        rows = within(model._default_manager.all(), moment, period)
        for day, at in rows.values("on").annotate(newest=Max(moment)).values_list("on", "newest"):
            newest[day] = max(at, newest.get(day, at))
    for day, at in newest.items():
        counted.add(day, "clock", n=(at - _EPOCH) // _TICK)
    return counted


def moment_of(value: int) -> datetime:
    """The time that a clock row holds."""
    return _EPOCH + value * _TICK
