"""Writes counts: only the rows that differ from the stored ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from moderation.models import Leader, RollUp
from moderation.reports.rollups.period import Counted

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """A roll-up row that differed from the count; None stands for no row."""

    day: date
    measure: str
    key: str
    kept: Any
    counted: Any


def keep(subject: str, counted: Counted, *, repair: bool = True) -> list[Difference]:
    """Makes the stored rows of a subject and period equal to the count, in a transaction; returns the differences."""
    return [*_keep_tally(subject, counted, repair), *_keep_leaders(subject, counted, repair)]


def _keep_tally(subject: str, counted: Counted, repair: bool) -> list[Difference]:
    rows = RollUp.objects.filter(subject=subject, day__gte=counted.period.first, day__lte=counted.period.last)
    kept = {
        (day, measure, key): (pk, value)
        for pk, day, measure, key, value in rows.values_list("pk", "day", "measure", "key", "value").iterator(5000)
    }
    new: list[RollUp] = []
    changed: list[RollUp] = []
    differences: list[Difference] = []
    for (day, measure, key), value in counted.tally.items():
        pk, before = kept.pop((day, measure, key), (None, None))
        if before == value:
            continue
        differences.append(Difference(day, measure, key, before, value))
        row = RollUp(pk=pk, day=day, subject=subject, measure=measure, key=key, value=value)
        (new if pk is None else changed).append(row)
    differences += [Difference(*place, value, None) for place, (_, value) in kept.items()]
    if repair and differences:
        RollUp.objects.filter(pk__in=[pk for pk, _ in kept.values()]).delete()
        RollUp.objects.bulk_update(changed, ["value"], batch_size=_BATCH)
        RollUp.objects.bulk_create(new, batch_size=_BATCH)
    return differences


def _keep_leaders(subject: str, counted: Counted, repair: bool) -> list[Difference]:
    rows = Leader.objects.filter(subject=subject, day__gte=counted.period.first, day__lte=counted.period.last)
    kept: dict[tuple[date, str], list[tuple[int, dict[str, Any]]]] = {}
    for row in rows.order_by("day", "listing", "rank"):
        kept.setdefault((row.day, row.listing), []).append((row.item, row.facts))
    places = {place: items for place, items in counted.leaders.items() if items}
    differences = [
        Difference(day, listing, "", kept.get((day, listing)), places.get((day, listing)))
        for day, listing in sorted(kept.keys() | places.keys())
        if kept.get((day, listing)) != places.get((day, listing))
    ]
    if repair:
        for each in differences:
            rows.filter(day=each.day, listing=each.measure).delete()
            Leader.objects.bulk_create(
                Leader(day=each.day, subject=subject, listing=each.measure, rank=rank, item=item, facts=facts)
                for rank, (item, facts) in enumerate(each.counted or [], 1)
            )
    return differences
