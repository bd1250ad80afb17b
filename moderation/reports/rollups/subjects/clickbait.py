"""Clickbait scores by band and bin, and each day's headlines with the highest."""

from __future__ import annotations

from articles.vocabulary import scores
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import bucket, combinations, first_scores, within

BINS = 10
TOP = 10


def count(period: Period) -> Counted:
    counted = Counted(period)
    rows = within(first_scores(scores.CLICKBAIT), "version__created_at", period)
    # The last bin includes 1; a score without a value is in no bin.
    binned = rows.annotate(bin=bucket("value", [index / BINS for index in range(BINS)]))
    for day, band, index, n in combinations(binned, "band", "bin"):
        counted.add(day, "clickbait.band", band, n=n)
        if index >= 0:
            counted.add(day, "clickbait.bin", index, n=n)
            if band == scores.HIGH:
                counted.add(day, "clickbait.bin.high", index, n=n)
    for day, one in enumerate(period.days):
        scored = within(first_scores(scores.CLICKBAIT), "version__created_at", Period(one))
        top = scored.filter(value__isnull=False).order_by("-value", "version").values_list("pk", "value")[:TOP]
        counted.lead(day, "headlines", [(pk, {"value": value}) for pk, value in top])
    return counted
