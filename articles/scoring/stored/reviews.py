"""Outcomes of reviews as rows and as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from articles.models import ReviewOutcome
from articles.scoring.reliability.evidence import Review


def review_rows(outcomes: QuerySet[ReviewOutcome], *by: str) -> QuerySet[ReviewOutcome, tuple[Any, ...]]:
    """Query (*by, decided_at, severity, corrected, sampled, dated_on) of these outcomes."""
    corrected = Q(corrected_at__isnull=False)
    return (
        outcomes.annotate(corrected=corrected)
        .order_by(*by)
        .values_list(*by, "decided_at", "severity", "corrected", "sampled", "dated_on")
    )


def review(row: Sequence[Any]) -> Review:
    """Convert a row of `review_rows`, without what it is grouped by."""
    decided_at, severity, corrected, sampled, dated_on = row
    decided = decided_at.date()
    return Review(dated_on or decided, severity, corrected, sampled, decided)
