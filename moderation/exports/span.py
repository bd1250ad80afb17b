"""The span of time that an export covers: a week, or a first through a last day, in Beijing time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from moderation.reports.rollups.period import midnight
from moderation.reports.week import Week


class BadSpan(ValueError):
    """The span cannot be read, or ends before it begins; the message names the accepted forms."""


def span(week: str = "", first: str = "", last: str = "") -> tuple[datetime, datetime]:
    """[start, end) of a week, or of the days from `first` through `last`. Raises BadSpan, UnknownWeek."""
    if week:
        if first or last:
            raise BadSpan("give a week, or a first and a last day, not both")
        found = Week.parse(week)
        return found.starts_at, found.ends_at
    try:
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)
        start, end = midnight(begins), midnight(ends + timedelta(days=1))
    except (ValueError, OverflowError) as error:
        raise BadSpan("give a week such as 2026-W03, or days such as 2026-01-12") from error
    if end <= start:
        raise BadSpan(f"{last} is before {first}")
    return start, end
