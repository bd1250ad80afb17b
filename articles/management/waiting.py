"""Waits until articles are assessed, and does the work itself where no worker comes."""

from __future__ import annotations

import time
from typing import Any

from django.utils import timezone

from articles.assessment.pipeline import assess
from articles.models import Assessment, Score

POLL_SECONDS = 0.1
# Workers start within milliseconds of the doorbell. Where none runs, or all are busy, this process takes its turn.
GRACE_SECONDS = 3.0


class Waiting:
    """One wait for many articles, `timeout` seconds at most in all."""

    def __init__(self, timeout: float) -> None:
        self.started = time.monotonic()
        self.deadline = self.started + timeout

    def until_assessed(self, article_id: int, number: int) -> dict[str, Any]:
        """`assessed` and `scores` of that version; with `last_error` when it was given up or time is over.

        Rows are taken under a lease, so that working here beside the workers does nothing twice.
        """
        found = Assessment.objects.filter(version__article=article_id, version__number=number)
        while True:
            row = found.get()
            if row.stage == Assessment.Stage.DONE:
                return {"assessed": True, "scores": _scores(row.version_id)}
            now = time.monotonic()
            if row.dead_at is not None or now > self.deadline:
                return {"assessed": False, "scores": [], "last_error": row.last_error}
            if now - self.started < GRACE_SECONDS or not _is_free(row) or not assess(row.pk):
                time.sleep(POLL_SECONDS)


def _is_free(row: Assessment) -> bool:
    return row.leased_until is None or row.leased_until < timezone.now()


def _scores(version_id: int) -> list[dict[str, Any]]:
    scores = Score.objects.filter(version=version_id).order_by("name", "pk")
    names = ("name", "model", "value", "band", "low", "high", "n")
    return [{name: getattr(score, name) for name in names} for score in scores]
