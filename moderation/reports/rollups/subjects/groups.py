"""Account matrices and circles as flows: opened and closed. Their difference is the stock."""

from __future__ import annotations

from articles.models import SourceGroup
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within


def count(period: Period) -> Counted:
    counted = Counted(period)
    for moment, measure in (("opened_at", "groups.opened"), ("closed_at", "groups.closed")):
        for day, kind, n in combinations(within(SourceGroup.objects.all(), moment, period), "kind"):
            counted.add(day, measure, kind, n=n)
    return counted
