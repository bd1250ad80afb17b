"""Wait until articles are assessed, and assess them in this process when no worker does."""

from __future__ import annotations

import time
from typing import Any

from django.utils import timezone

from articles.assessment.pipeline import assess
from articles.models import Assessment, Score

POLL_SECONDS = 0.1
# Workers start within milliseconds of the doorbell. After this time none runs or all are busy: do the work here.
GRACE_SECONDS = 3.0


class Waiting:
    """One wait for many articles, at most `timeout` seconds in total."""

    def __init__(self, timeout: float) -> None:
        self.started = time.monotonic()
        self.deadline = self.started + timeout

    def until_assessed(self, article_id: int, number: int) -> dict[str, Any]:
        """Return `assessed` and `scores` of that version, and `last_error` of a dead letter or after the timeout.

        The work here takes a lease, so that no worker does it a second time.
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
