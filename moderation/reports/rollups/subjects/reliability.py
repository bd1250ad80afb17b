"""Reliability of the sources with articles in a week: each once, by its last score. By whole weeks."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Abs

from articles.models import Score
from articles.vocabulary import scores
from moderation.reports.rollups.period import Counted, Period

TOP = 10
# Bands of sources with too few reviews to judge: no list shows them.
_HIDDEN = (scores.INSUFFICIENT, scores.UNREVIEWED, scores.NOT_SCORED)
# The smallest change of a score, in points, that counts as a move.
LEAST_MOVE = 0.5


def count(period: Period) -> Counted:
    counted = Counted(period)
    for index, week in enumerate(period.weeks()):
        last = _last_scores(week)
        bands = Score.objects.filter(pk__in=last).order_by().values_list("band").annotate(n=Count("pk"))
        for band, n in bands:
            counted.add(7 * index, "sources", "total", n=n)
            counted.add(7 * index, "sources.band", band, n=n)
        shown = Score.objects.filter(pk__in=last, value__isnull=False).exclude(band__in=_HIDDEN)
        lowest = shown.order_by("value", "pk").values_list("pk", flat=True)[:TOP]
        counted.lead(7 * index, "lowest", [(pk, {}) for pk in lowest])
        counted.lead(7 * index, "movers", _movers(shown, week))
    return counted


def _last_scores(week: Period) -> QuerySet[Any, Any]:
    rows = Score.objects.filter(
        name=scores.RELIABILITY, source__isnull=False, created_at__gte=week.start, created_at__lt=week.end
    )
    return rows.order_by().values("source").annotate(last=Max("pk")).values("last")


def _movers(shown: QuerySet[Score], week: Period) -> list[tuple[int, dict[str, Any]]]:
    """The largest changes since the last score of the same model: a new model is no change of the source."""
    before = (
        Score.objects.filter(
            source=OuterRef("source"), name="reliability", model=OuterRef("model"), created_at__lt=week.start
        )
        .exclude(band__in=_HIDDEN)
        .filter(value__isnull=False)
        .order_by("-created_at", "-pk")
    )
    scores = shown.annotate(before=Subquery(before.values("pk")[:1]), was=Subquery(before.values("value")[:1]))
    moved = scores.filter(before__isnull=False).annotate(moved=Abs(F("value") - F("was")))
    top = moved.filter(moved__gte=LEAST_MOVE).order_by("-moved", "pk").values_list("pk", "before")[:TOP]
    return [(pk, {"before": earlier}) for pk, earlier in top]
