"""Re-assess articles affected by a newly stored one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.database.clocks import ahead
from articles.doorbell import ring_assessments
from articles.models import Assessment, Revisit

Stage = Assessment.Stage
# A sweep wakes at most this many articles per pass: those that the end of an assessment could not wake.
_AT_ONCE = 500
_LATE = timedelta(seconds=5)


def wake(because: Sequence[int]) -> int:
    """Schedule a re-assessment of articles affected by these; return how many.

    A sweep wakes later those that are being assessed right now.
    """
    if not because:
        return 0
    return _wake(list(Revisit.objects.filter(because__in=because).values_list("article", flat=True).distinct()))


def wake_articles(articles: Sequence[int]) -> int:
    """Schedule a re-assessment of articles whose own evidence changed; return how many are idle and due now."""
    return _wake(sorted(set(articles)))


def wake_revisits(*, dry_run: bool = False) -> int:
    """Wake marked articles that are idle: they were marked during an assessment, or the worker died before the call."""
    now = timezone.now()
    late = Q(created_at__lt=now - _LATE) | ahead("created_at", now)
    marked = Revisit.objects.filter(late).order_by().values("article").distinct()
    idle = Assessment.objects.filter(
        version__article__in=marked, version__article__current=F("version"), stage=Stage.DONE
    )
    articles = list(idle.values_list("version__article", flat=True)[:_AT_ONCE])
    return len(articles) if dry_run else _wake(articles)


def _wake(articles: list[int]) -> int:
    if not articles:
        return 0
    now = timezone.now()
    with transaction.atomic():
        done = Assessment.objects.filter(
            version__article__in=articles, version__article__current=F("version"), stage=Stage.DONE
        )
        # Locked in a fixed order, so that two workers that wake the same rows do not deadlock.
        ids = list(done.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
        Assessment.objects.filter(pk__in=ids).update(
            stage=Stage.PROVENANCE, due_at=now, notified_at=now, attempts=0, overruns=0
        )
        ring_assessments(ids)
    return len(ids)
