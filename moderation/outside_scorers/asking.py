"""Makes a call row for each new article and scorer, in the transaction that announces the article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from articles.doorbell import ring
from articles.models import ArticleVersion
from articles.signals import article_assessed
from moderation.models import OutsideScorer, ScorerCall

WAITS = timedelta(hours=6)
"""How long a call waits for a scorer that is down or out of budget. Chosen: a later score finds the article decided."""


@receiver(article_assessed)
def ask_scorers(versions: Sequence[ArticleVersion], **_: Any) -> None:
    """Makes the calls that are missing; an article announced again makes none. Nothing waits for the answers."""
    scorers = list(OutsideScorer.objects.asked())
    if not scorers:
        return
    now = timezone.now()
    ScorerCall.objects.bulk_create(
        [
            ScorerCall(scorer=scorer, version=version, created_at=now, next_attempt_at=now, expires_at=now + WAITS)
            for version in versions
            for scorer in scorers
            if scorer.platform_id in (None, version.article.platform_id)
        ],
        ignore_conflicts=True,
    )
    ring("moderation.call_scorers")
