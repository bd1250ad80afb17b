"""Items by the hour in which they fall due, beside the pace of the last hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count
from django.db.models.functions import TruncHour
from django.utils import timezone

from moderation.models import Decision, QueueItem
from moderation.queue.access import queues_for
from moderation.vocabulary.acts import decidable

HOURS = 8
# The picture, in its own units: a bar per hour, and room above for its number.
BAR, GAP, HEIGHT, TOP = 34, 12, 110, 18


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour, the items due in it, and its bar. `is_above`: more than were decided in the last hour."""

    start: datetime
    n: int
    x: int
    y: float
    height: float
    is_above: bool

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return self.x + BAR / 2

    @property
    def label_y(self) -> float:
        """The base line of its number."""
        return self.y - 5


def due_hours(user: User) -> Mapping[str, Any]:
    """The next HOURS hours, the running one first, and the number of items that everybody decided in the last hour."""
    now = timezone.localtime()
    first = now.replace(minute=0, second=0, microsecond=0)
    items = QueueItem.objects.filter(state=QueueItem.State.OPEN, queue__in=queues_for(user))
    due = items.filter(due_at__gte=now, due_at__lt=first + timedelta(hours=HOURS)).order_by()
    counts = dict(due.annotate(hour=TruncHour("due_at")).values_list("hour").annotate(n=Count("pk")))
    hour_ago = now - timedelta(hours=1)
    pace = Decision.objects.filter(created_at__gt=hour_ago, act__in=decidable()).count()
    starts = [first + timedelta(hours=ahead) for ahead in range(HOURS)]
    numbers = [counts.get(start, 0) for start in starts]
    most = max(*numbers, pace, 1)
    bars = [_bar(at, start, n, most, pace) for at, (start, n) in enumerate(zip(starts, numbers, strict=True))]
    return {
        "hours": bars,
        "pace": pace,
        "pace_y": TOP + HEIGHT * (1 - pace / most),
        "bar": BAR,
        "base": TOP + HEIGHT,
        "width": HOURS * (BAR + GAP),
        "height": TOP + HEIGHT + 20,
        "fullest": max(bars, key=lambda hour: hour.n) if any(numbers) else None,
    }


def _bar(at: int, start: datetime, n: int, most: int, pace: int) -> Hour:
    height = HEIGHT * n / most
    return Hour(start, n, at * (BAR + GAP) + GAP // 2, TOP + HEIGHT - height, height, 0 < pace < n)
