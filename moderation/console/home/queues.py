"""What needs a lead now, and each queue by age and due time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, F, Min, Q
from django.utils import timezone

from moderation.console.badges import badges
from moderation.models import Appeal, Execution, Queue, QueueItem
from moderation.queue.access import queues_for

SOON = timedelta(hours=2)
AGES = (timedelta(hours=24), timedelta(hours=48))
_OPEN = Q(state=QueueItem.State.OPEN)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A queue's open items by age, those overdue, the earliest due time, and what came in and went out today.

    `shares` are the widths of the three ages, in percent of the longest queue.
    """

    queue: Queue
    open: int
    ages: tuple[int, int, int]
    shares: tuple[float, float, float]
    overdue: int
    earliest: datetime | None
    came: int
    went: int

    @property
    def third_from(self) -> float:
        """Where the bar of the third age begins, in percent."""
        return self.shares[0] + self.shares[1]


def attention(user: User) -> Mapping[str, Any]:
    """The six figures on top: five of them name what is oldest. Each leads to its list."""
    now = timezone.now()
    items = QueueItem.objects.filter(_OPEN, queue__in=queues_for(user))
    late, soon = items.filter(due_at__lt=now), items.filter(due_at__gte=now, due_at__lt=now + SOON)
    awaiting = Execution.objects.filter(state=Execution.State.AWAITING)
    appeals = items.filter(queue__code="appeals")
    waiting = badges()
    return {
        "overdue": late.count(),
        "overdue_by_queue": _by_queue(late),
        "soon": soon.count(),
        "soon_first": soon.aggregate(at=Min("due_at"))["at"],
        "awaiting": awaiting.count(),
        "awaiting_since": awaiting.aggregate(at=Min("decision__created_at"))["at"],
        "appeals": Appeal.objects.filter(state=Appeal.State.OPEN).count(),
        "appeals_due": appeals.aggregate(at=Min("due_at"))["at"],
        "rule_alarms": waiting.rules,
        "platform_changes": waiting.watch,
        "proposals": waiting.proposals,
    }


def by_age(user: User) -> Mapping[str, Any]:
    """Each queue in one line, and their sum. Four statements; the first reads all open items."""
    now, midnight = timezone.now(), _midnight()
    young, old = now - AGES[0], now - AGES[1]
    queues = queues_for(user)
    items = QueueItem.objects.filter(queue__in=queues).order_by()
    opened: dict[int, Mapping[str, Any]] = {
        row["queue"]: row
        for row in items.filter(_OPEN)
        .values("queue")
        .annotate(
            all=Count("pk"),
            young=Count("pk", filter=Q(opened_at__gt=young)),
            old=Count("pk", filter=Q(opened_at__lte=old)),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
            earliest=Min("due_at", filter=Q(due_at__gte=now)),
        )
    }
    came = dict(items.filter(opened_at__gte=midnight).values_list("queue").annotate(n=Count("pk")))
    decided = items.filter(state=QueueItem.State.DECIDED, decided_at__gte=midnight)
    went = dict(decided.values_list("queue").annotate(n=Count("pk")))
    in_time = decided.filter(decided_at__lte=F("due_at")).count()
    longest = max((row["all"] for row in opened.values()), default=0) or 1
    lines = [_line(queue, opened.get(queue.pk), came, went, longest) for queue in queues]
    oldest = items.filter(_OPEN).select_related("queue").order_by("opened_at").first()
    return {
        "lines": lines,
        "sum": {
            "open": sum(line.open for line in lines),
            "ages": [sum(line.ages[at] for line in lines) for at in range(3)],
            "overdue": sum(line.overdue for line in lines),
            "came": sum(line.came for line in lines),
            "went": sum(line.went for line in lines),
        },
        "in_time": in_time,
        "oldest": oldest,
    }


def _line(
    queue: Queue, row: Mapping[str, Any] | None, came: Mapping[int, int], went: Mapping[int, int], longest: int
) -> QueueLine:
    row = row or {"all": 0, "young": 0, "old": 0, "overdue": 0, "earliest": None}
    ages = (row["young"], row["all"] - row["young"] - row["old"], row["old"])
    first, second, third = (round(100 * n / longest, 2) for n in ages)
    return QueueLine(
        queue=queue,
        open=row["all"],
        ages=ages,
        shares=(first, second, third),
        overdue=row["overdue"],
        earliest=row["earliest"],
        came=came.get(queue.pk, 0),
        went=went.get(queue.pk, 0),
    )


def _by_queue(items: Any) -> list[tuple[Queue, int]]:
    """The queues that have such items, the most first."""
    counts = dict(items.order_by().values_list("queue").annotate(n=Count("pk")))
    found = Queue.objects.in_bulk(list(counts))
    return sorted(((found[pk], n) for pk, n in counts.items()), key=lambda pair: -pair[1])


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
