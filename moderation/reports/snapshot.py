"""What a report looks at: its week, the seven before it, and the moment up to which rows count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Model

from articles.models import ArticleVersion, Page, TemplateAlarm
from moderation.models import Decision, QueueItem
from moderation.reports.week import Week

WEEKS = 8
# Rows whose newest moment is how far a running week's report reaches.
_CLOCKS: tuple[tuple[type[Model], str], ...] = (
    (Page, "received_at"),
    (ArticleVersion, "created_at"),
    (TemplateAlarm, "opened_at"),
    (QueueItem, "opened_at"),
    (QueueItem, "decided_at"),
    (Decision, "created_at"),
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`as_of` is the end of the week; while it runs (`partial`), the newest row's time, so that the same rows always
    give the same report. Rows count that lie before `until`."""

    week: Week
    as_of: datetime
    until: datetime
    partial: bool

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Eight weeks, the reported one last."""
        return self.week.last(WEEKS)

    @property
    def starts(self) -> tuple[datetime, ...]:
        """The first moments of the eight weeks."""
        return tuple(week.starts_at for week in self.weeks)

    @property
    def ends(self) -> tuple[datetime, ...]:
        """The moments up to which each of the eight weeks' rows count; the last is `until`."""
        return (*self.starts[1:], self.until)


def take_snapshot(week: Week, now: datetime) -> Snapshot:
    """The snapshot of a week. `now` only tells whether the week is over. Raises FutureWeek."""
    if not week.is_partial(now):
        return Snapshot(week, week.ends_at, week.ends_at, partial=False)
    newest = max(filter(None, (_newest(model, field, week) for model, field in _CLOCKS)), default=None)
    if newest is None:
        return Snapshot(week, week.starts_at, week.starts_at, partial=True)
    return Snapshot(week, newest, newest + timedelta(microseconds=1), partial=True)


def _newest(model: type[Model], field: str, week: Week) -> datetime | None:
    inside = {f"{field}__gte": week.starts_at, f"{field}__lt": week.ends_at}
    newest: datetime | None = model._default_manager.filter(**inside).aggregate(newest=Max(field))["newest"]
    return newest
