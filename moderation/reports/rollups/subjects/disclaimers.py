"""Disclaimers of platforms: articles by kind, and wordings that were new to the dictionary."""

from __future__ import annotations

from articles.models import Disclaimer
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within


def count(period: Period) -> Counted:
    counted = Counted(period)
    # A dismissed wording is no disclaimer.
    carried = Disclaimer.versions.through.objects.exclude(disclaimer__status=Disclaimer.Status.DISMISSED)
    rows = within(carried, "articleversion__created_at", period)
    for day, code, n in combinations(rows, "disclaimer__code", count="articleversion", distinct=True):
        counted.add(day, "disclaimers", code, n=n)
    # New to the dictionary when first seen, confirmed or dismissed since.
    new = Disclaimer.objects.exclude(status=Disclaimer.Status.KNOWN)
    for day, n in combinations(within(new, "first_seen_at", period)):
        counted.add(day, "wordings", "new", n=n)
    return counted
