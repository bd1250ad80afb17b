"""Blind second looks by the two acts that the two people chose, under the day of the second."""

from __future__ import annotations

from moderation.models import SecondLook
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within


def count(period: Period) -> Counted:
    counted = Counted(period)
    rows = within(SecondLook.objects.all(), "reviewed_at", period)
    for day, first, second, n in combinations(rows, "decision__act", "act"):
        counted.add(day, "agreement", first, second, n=n)
    return counted
