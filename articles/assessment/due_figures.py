"""Counts of due work, for readiness, metrics and the status page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils import timezone

from articles.models import Assessment

Stage = Assessment.Stage


@dataclass(frozen=True, slots=True)
class StageFigures:
    """Assessments due at a stage: waiting, held by a worker, or scheduled for a retry.

    `oldest`: seconds since the oldest fell due; 0 when none is due.
    """

    stage: str
    due: int
    oldest: float


def oldest_due() -> float:
    """Return the seconds since the oldest due assessment fell due; 0 when none is due."""
    oldest = Assessment.objects.filter(due_at__isnull=False).aggregate(oldest=Min("due_at"))["oldest"]
    return max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0


def due_by_stage() -> list[StageFigures]:
    """Return the figures of every stage, in order; stages without work too."""
    now = timezone.now()
    rows = Assessment.objects.filter(due_at__isnull=False).order_by().values_list("stage")
    found = {stage: (n, oldest) for stage, n, oldest in rows.annotate(n=Count("pk"), oldest=Min("due_at"))}
    figures = []
    for stage in Stage:
        if stage != Stage.DONE:
            n, oldest = found.get(stage, (0, now))
            figures.append(StageFigures(str(stage), n, max(0.0, (now - oldest).total_seconds())))
    return figures


def due_by_attempts() -> dict[int, int]:
    """Count due assessments by their number of attempts; a running attempt counts."""
    rows = Assessment.objects.filter(due_at__isnull=False).order_by().values_list("attempts")
    return dict(rows.annotate(n=Count("pk")))


def dead_letters() -> int:
    """Count dead letters: assessments that used up their attempts and wait for a human."""
    return Assessment.objects.filter(dead_at__isnull=False).count()
