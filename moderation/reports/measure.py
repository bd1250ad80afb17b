"""Counting rows by week and dimension in the database: one query gives eight weeks of one set of figures."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable

from articles.models import ArticleVersion, Score
from moderation.reports.snapshot import WEEKS, Snapshot

Weeks = list[int]


def bucket(field: str, bounds: Sequence[datetime | float]) -> Case:
    """The index of the last bound that `field` reaches.

    A comparison with bounds, not a date function: borders are exact on every database, and an index can be used.
    """
    whens = [When(**{f"{field}__gte": bound, "then": Value(index)}) for index, bound in reversed([*enumerate(bounds)])]
    return Case(*whens, default=Value(-1), output_field=IntegerField())


def within(rows: QuerySet[Any], moment: str, snapshot: Snapshot) -> QuerySet[Any]:
    """The rows of the eight weeks, each with its `week`, 0–7."""
    inside = {f"{moment}__gte": snapshot.starts[0], f"{moment}__lt": snapshot.until}
    found: QuerySet[Any] = rows.filter(**inside).annotate(week=bucket(moment, snapshot.starts))
    return found


def this_week(rows: QuerySet[Any], moment: str, snapshot: Snapshot) -> QuerySet[Any]:
    """The rows of the reported week."""
    inside = {f"{moment}__gte": snapshot.week.starts_at, f"{moment}__lt": snapshot.until}
    return rows.filter(**inside)


def versions(snapshot: Snapshot) -> QuerySet[Any]:
    """The article versions stored in the eight weeks, each with its `week`."""
    return within(ArticleVersion.objects.order_by(), "created_at", snapshot)


def counts(
    rows: QuerySet[Any], *dimensions: str, count: Combinable | str = "pk", distinct: bool = False
) -> dict[Any, Weeks]:
    """Rows of `within` counted by dimension: value → eight counts; a tuple of values for several dimensions.

    Without a dimension the one key is (). `count` names what is counted, `distinct` counts different ones.
    """
    grouped = rows.order_by().values("week", *dimensions).annotate(n=Count(count, distinct=distinct))
    result: dict[Hashable, Weeks] = {}
    for row in grouped:
        values = tuple(row[name] for name in dimensions)
        key = values[0] if len(values) == 1 else values
        result.setdefault(key, [0] * WEEKS)[row["week"]] += row["n"]
    return result


def columns(rows: QuerySet[Any], aggregates: Mapping[str, Any]) -> dict[str, Weeks]:
    """Several aggregates of the rows of `within` by week, in one query: name → eight counts."""
    result = {name: [0] * WEEKS for name in aggregates}
    for row in (
        rows.order_by().values("week").annotate(**{f"c_{index}": a for index, a in enumerate(aggregates.values())})
    ):
        for index, name in enumerate(aggregates):
            result[name][row["week"]] = row[f"c_{index}"]
    return result


def total(weeks: Iterable[Weeks]) -> Weeks:
    """The sum of eight-week counts, week by week."""
    return [sum(column) for column in zip(*weeks, strict=True)] or [0] * WEEKS


def first_scores(name: str) -> QuerySet[Score]:
    """The first score of each version: the one that triage saw. A later model's score does not rewrite old weeks."""
    earlier = Score.objects.filter(version=OuterRef("version"), name=name, pk__lt=OuterRef("pk"))
    return Score.objects.filter(~Exists(earlier), name=name).order_by()
