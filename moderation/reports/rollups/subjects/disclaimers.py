"""What platforms say: articles by kind of disclaimer, and wordings that the dictionary did not have."""

from __future__ import annotations

from articles.models import Disclaimer
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within


def count(period: Period) -> Counted:
    counted = Counted(period)
    # A dismissed wording turned out to be none.
    carried = Disclaimer.versions.through.objects.exclude(disclaimer__status=Disclaimer.Status.DISMISSED)
    rows = within(carried, "articleversion__created_at", period)
    for day, code, n in combinations(rows, "disclaimer__code", count="articleversion", distinct=True):
        counted.add(day, "disclaimers", code, n=n)
    # New to the dictionary when first seen, whatever was said of them later.
    new = Disclaimer.objects.exclude(status=Disclaimer.Status.KNOWN)
    for day, n in combinations(within(new, "first_seen_at", period)):
        counted.add(day, "wordings", "new", n=n)
    return counted
