"""Citations: reference lists, attributions, and the standing of named outlets on the list of that day."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Value, When

from articles.models import Attribution, ListEdition, ListEntry, Reference
from articles.provenance.registry.as_of import Edition, edition_on
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within


def count(period: Period) -> Counted:
    counted = Counted(period)
    lists = [standing_of(day) for day in period.days]
    rows = within(Reference.objects.all(), "version__created_at", period)
    for day, n in combinations(rows, count="version", distinct=True):
        counted.add(day, "references", "articles", n=n)
    named = rows.annotate(is_named=Case(When(outlet="", then=Value(0)), default=Value(1)))
    for day, used, source, is_named, n in combinations(named, "used", "source", "is_named"):
        counted.add(day, "references", "total", n=n)
        if used is not None:
            counted.add(day, "references", "used" if used else "unused", n=n)
        if is_named:
            counted.add(day, "outlets", _standing(lists[day], source), n=n)
    credited = within(Attribution.objects.all(), "version__created_at", period).annotate(
        is_matched=Case(When(reference=None, then=Value(0)), default=Value(1))
    )
    for day, kind, matched, n in combinations(credited, "kind", "is_matched"):
        counted.add(day, "attributions", kind, "matched" if matched else "unmatched", n=n)
    return counted


def standing_of(day: date) -> dict[int, str] | None:
    """Source id → its standing on the list in force on a day; None when no list was in force."""
    rows = ListEdition.objects.values_list("pk", "code", "valid_from", "valid_until")
    edition = edition_on(day, (Edition(*row) for row in rows))
    if edition is None:
        return None
    entries = ListEntry.objects.filter(edition=edition.id, since__lte=day).order_by("since", "pk")
    return dict(entries.values_list("source", "standing"))


def _standing(listed: dict[int, str] | None, source: int | None) -> str:
    if listed is None:
        return "no_edition"
    return listed.get(source, "unlisted") if source is not None else "unlisted"
