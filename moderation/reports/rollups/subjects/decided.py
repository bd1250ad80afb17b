"""Decisions by act, clause, channel and moderator; the risk of decided items, in thousandths."""

from __future__ import annotations

from django.db.models import Case, Count, F, IntegerField, Sum, Value, When
from django.db.models.functions import Cast, Round

from moderation.models import Decision
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import within


def count(period: Period) -> Counted:
    counted = Counted(period)
    # Whole thousandths: sums of integers are the same in any order.
    risk = Cast(Round(F("item__risk") * 1000), IntegerField())
    rows = within(Decision.objects.all(), "created_at", period).annotate(
        reverses=Case(
            When(override_of=None, then=Value(0)),
            # Taking back one's own act corrects a slip; it overturns nobody.
            When(override_of__decided_by=F("decided_by"), then=Value(0)),
            default=Value(1),
        )
    )
    keys = ("on", "act", "clause", "reverses", "channel", "decided_by")
    grouped = rows.values(*keys).annotate(n=Count("pk"), risk=Sum(risk)).values_list(*keys, "n", "risk")
    for day, act, clause, reverses, channel, person, n, weight in grouped.iterator(chunk_size=5000):
        counted.add(day, "decisions", "total", n=n)
        counted.add(day, "decisions.act", act, n=n)
        counted.add(day, "decisions.channel", channel, n=n)
        counted.add(day, "work", person, n=n)
        counted.add(day, "work.risk", person, n=weight)
        if reverses:
            counted.add(day, "decisions", "overrides", n=n)
        if clause is not None:
            counted.add(day, "decisions.clause", clause, act, n=n)
    return counted
