"""Counting rows by day and dimension in the database: one pass over the rows gives all combinations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable

from articles.models import Score
from moderation.reports.rollups.period import Period


def bucket(field: str, bounds: Sequence[datetime] | Sequence[date] | Sequence[float]) -> Case:
    """The index of the last bound that `field` reaches.

    A comparison with bounds, not a date function: borders are exact on every database, and an index can be used.
    """
    whens = [When(**{f"{field}__gte": bound, "then": Value(index)}) for index, bound in reversed([*enumerate(bounds)])]
    return Case(*whens, default=Value(-1), output_field=IntegerField())


def within(rows: QuerySet[Any], moment: str, period: Period) -> QuerySet[Any]:
    """The rows of the period, each with its `on`: the index of its day."""
    inside = {f"{moment}__gte": period.start, f"{moment}__lt": period.end}
    found: QuerySet[Any] = rows.order_by().filter(**inside).annotate(on=bucket(moment, period.starts))
    return found


def combinations(
    rows: QuerySet[Any], *dimensions: str, count: Combinable | str = "pk", distinct: bool = False
) -> Iterator[tuple[Any, ...]]:
    """(day index, *values, count) for each combination of dimensions that occurs in rows of `within`.

    `count` names the counted column, `distinct` counts different values; an aggregate is used as it is.
    """
    counted = Count(count, distinct=distinct) if isinstance(count, str) else count
    grouped = rows.values("on", *dimensions).annotate(n=counted).values_list("on", *dimensions, "n")
    yield from grouped.iterator(chunk_size=5000)


def first_scores(name: str) -> QuerySet[Score]:
    """The first score of each version: the one that triage saw. A later model's score does not rewrite old weeks."""
    earlier = Score.objects.filter(version=OuterRef("version"), name=name, pk__lt=OuterRef("pk"))
    return Score.objects.filter(~Exists(earlier), name=name).order_by()
