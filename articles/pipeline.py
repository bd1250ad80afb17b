"""The stages in order. Each writes its results and moves the row on in one transaction, while it holds the lease."""

from __future__ import annotations

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone

from articles.models import ArticleVersion, Assessment, LeaseLost
from articles.provenance.store import store_provenance
from articles.scoring.store import store_scores
from articles.signals import article_assessed

log = structlog.get_logger(__name__)
Stage = Assessment.Stage


def assess(assessment_id: int) -> bool:
    """Runs the stages that are due on one article version; whether it is assessed now.

    Does nothing when the row is not due or somebody else holds it. An error is kept in the row, which falls due again
    later; after MAX_ATTEMPTS it waits for a human in the list of the given-up.
    """
    while True:
        token = Assessment.objects.claim(assessment_id)
        if token is None:
            return False
        try:
            stage = _run_stage(assessment_id, token)
        except LeaseLost:
            log.info("lease_lost", assessment=assessment_id)
            return False
        except (Exception, SoftTimeLimitExceeded) as error:
            log.exception("stage_failed", assessment=assessment_id)
            Assessment.objects.retry(assessment_id, token, error=type(error).__qualname__)
            return False
        if stage == Stage.DONE:
            return True


@transaction.atomic
def _run_stage(assessment_id: int, token: str) -> str:
    """Runs the stage the row is at, and returns the one it has reached."""
    assessment = Assessment.objects.select_related("version__article__source", "version__article__platform").get(
        pk=assessment_id
    )
    version: ArticleVersion = assessment.version
    now = timezone.now()
    if assessment.stage == Stage.PROVENANCE:
        store_provenance(version)
        following, due_at = Stage.SCORING, now
    else:
        store_scores(version)
        version.assessed_at = now
        version.save(update_fields=["assessed_at"])
        article_assessed.send(sender=ArticleVersion, version=version)
        following, due_at = Stage.DONE, None
    Assessment.objects.settle(assessment_id, token, stage=following, due_at=due_at, attempts=0, last_error="")
    return following
