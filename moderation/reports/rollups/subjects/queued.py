"""The queue as flows, of which its stocks are sums: in, out, late. Reasons, waiting times, skips and appeals too.

Items waiting at the end of a day are those opened by then minus those decided by then. `queue.closed` keeps the day
on which an item was opened, so the age of waiting items is known too. An item is never due before it is opened; a late
one (not decided by its due date) is overdue from then on until it is decided.
"""

from __future__ import annotations

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import TruncDate

from articles.text.china_time import CHINA_ZONE
from moderation.models import Appeal, QueueItem, QueueReason, Skip
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within
from moderation.vocabulary.waits import WAITS


def count(period: Period) -> Counted:
    counted = Counted(period)
    items = QueueItem.objects.all()
    for day, n in combinations(within(items, "opened_at", period)):
        counted.add(day, "queue.opened", n=n)
    waited = Case(
        *(
            When(decided_at__lte=F("opened_at") + step.most, then=Value(step.code))
            for step in WAITS.terms
            if step.most is not None
        ),
        default=Value(next(step.code for step in WAITS.terms if step.most is None)),
    )
    in_time = Case(When(decided_at__lte=F("due_at"), then=Value(1)), default=Value(0))
    # The filter on the state lets the query use the index of decided items.
    closed = within(items.filter(state=QueueItem.State.DECIDED), "decided_at", period).annotate(
        opened_on=TruncDate("opened_at", tzinfo=CHINA_ZONE), waited=waited, in_time=in_time
    )
    for day, opened, wait, punctual, n in combinations(closed, "opened_on", "waited", "in_time"):
        counted.add(day, "queue.closed", opened.isoformat(), n=n)
        counted.add(day, "queue.wait", wait, n=n)
        counted.add(day, "queue.in_time" if punctual else "queue.late_closed", n=n)
    late = items.filter(Q(decided_at=None) | Q(decided_at__gt=F("due_at")))
    for day, n in combinations(within(late, "due_at", period)):
        counted.add(day, "queue.late", n=n)
    for day, kind, code, n in combinations(
        within(QueueReason.objects.all(), "item__opened_at", period), "kind", "code"
    ):
        counted.add(day, "queue.reason", kind, code, n=n)
    for day, n in combinations(within(Skip.objects.all(), "created_at", period)):
        counted.add(day, "skips", n=n)
    for day, n in combinations(within(Appeal.objects.all(), "created_at", period)):
        counted.add(day, "appeals", "filed", n=n)
    for day, state, n in combinations(within(Appeal.objects.all(), "resolved_at", period), "state"):
        counted.add(day, "appeals", state, n=n)
    return counted
