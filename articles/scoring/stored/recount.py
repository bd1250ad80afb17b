"""Recompute all sources at night: aged evidence, a new model, missed changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles.models import EvidenceMark, Observation, Reliability, ReliabilityChange, ReviewOutcome
from articles.scoring.reliability.evidence import ArticleDay
from articles.scoring.reliability.parts import scheme
from articles.scoring.reliability.score import SourceScore, score_source
from articles.scoring.reliability.sharing import gather_shared
from articles.scoring.stored.links import linked_reviews
from articles.scoring.stored.observing import day_rows, platforms_of
from articles.scoring.stored.reliability import KEPT, changes, keep
from articles.scoring.stored.reviews import review, review_rows

# At most this many source ids per transaction: their rows stay locked until it ends.
_AT_ONCE = 1000
# Ageing moves every score a little every night. Changes below this (in points) wait for a later night.
LEAST = 0.5
Progress = Callable[[int, int], None]


def recount_all(*, dry_run: bool = False, progress: Progress | None = None, now: datetime | None = None) -> int:
    """Recomputes every source from its evidence and returns how many scores changed.

    `progress` receives (ids done, ids in all). A score changes by ageing alone when it moves by half a point or into
    another band. Marked evidence is left to the sweep, which knows its cause.
    """
    last = max(model.objects.aggregate(last=Max("source"))["last"] or 0 for model in (Observation, ReviewOutcome))
    moved = 0
    for first in range(1, last + 1, _AT_ONCE):
        moved += _recount(first, min(first + _AT_ONCE - 1, last), now or timezone.now(), dry_run=dry_run)
        if progress:
            progress(min(first + _AT_ONCE - 1, last), last)
    return moved


@transaction.atomic
def _recount(first: int, last: int, now: datetime, *, dry_run: bool) -> int:
    scope = {"source__gte": first, "source__lte": last}
    known = Observation.objects.filter(**scope).order_by().values_list("source", flat=True).distinct()
    reviewed = ReviewOutcome.objects.filter(**scope).order_by().values_list("source", flat=True).distinct()
    sources = known.union(reviewed)
    Reliability.objects.bulk_create(
        (Reliability(source_id=source) for source in sorted(sources)), ignore_conflicts=True
    )
    held = Reliability.objects.select_for_update().filter(**scope).order_by("source_id")
    rows = {row.source_id: row for row in held}
    marked = set(EvidenceMark.objects.filter(**scope).values_list("source", flat=True))
    moves: list[ReliabilityChange] = []
    kept: list[Reliability] = []
    for source, score in _scores(first, last, now, rows):
        row = rows[source]
        if source in marked or not _worth(row, score):
            continue
        moves += changes(row, score, ReliabilityChange.Cause.RECOUNT, now)
        keep(row, score, now)
        kept.append(row)
    if dry_run:
        transaction.set_rollback(True)
        return len(kept)
    ReliabilityChange.objects.bulk_create(moves, batch_size=500)
    Reliability.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["source"], update_fields=KEPT, batch_size=500
    )
    return len(kept)


def _worth(row: Reliability, score: SourceScore) -> bool:
    if row.value is None or row.model != scheme().model or (row.band, row.n) != (score.band, score.n):
        return True
    return abs(score.value - row.value) >= LEAST


def _scores(first: int, last: int, now: datetime, rows: dict[int, Reliability]) -> Iterator[tuple[int, SourceScore]]:
    scope = {"source__gte": first, "source__lte": last}
    days = {
        source: [ArticleDay(*row[1:]) for row in group]
        for source, group in groupby(day_rows(Observation.objects.filter(**scope), "source"), lambda row: row[0])
    }
    reviews = {
        source: [review(row[1:]) for row in group]
        for source, group in groupby(review_rows(ReviewOutcome.objects.filter(**scope), "source"), lambda row: row[0])
    }
    platforms = platforms_of(rows)
    linked = linked_reviews(rows)
    for source in rows:
        found = gather_shared(
            days.get(source, ()), reviews.get(source, ()), linked.get(source, ()), now.date(), platforms[source]
        )
        yield source, score_source(found)
