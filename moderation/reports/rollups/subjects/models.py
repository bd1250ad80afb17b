"""Scores by model version, under the day on which they were computed."""

from __future__ import annotations

from articles.models import Score
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within


def count(period: Period) -> Counted:
    counted = Counted(period)
    for day, name, model, n in combinations(within(Score.objects.all(), "created_at", period), "name", "model"):
        counted.add(day, "models", name, model, n=n)
    return counted
