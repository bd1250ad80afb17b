"""The stages in order. Each computes first, then writes its results and moves the row on in one short transaction."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone

from articles.models import ArticleVersion, Assessment, LeaseLost
from articles.provenance.record import assess_provenance
from articles.provenance.store import store_provenance
from articles.scoring.clickbait import score_headline
from articles.scoring.store import store_scores
from articles.signals import article_assessed

log = structlog.get_logger(__name__)
Stage = Assessment.Stage
Write = Callable[[], None]


def assess(assessment_id: int) -> bool:
    """Runs the stages that are due on one article version; whether it is assessed now.

    Does nothing when the row is not due or somebody else holds it. An error is kept in the row, which falls due again
    later; after MAX_ATTEMPTS it waits for a human in the list of the given-up.
    """
    token = Assessment.objects.claim(assessment_id)
    if token is None:
        return False
    try:
        _run(assessment_id, token)
    except LeaseLost:
        log.info("lease_lost", assessment=assessment_id)
        return False
    except (Exception, SoftTimeLimitExceeded) as error:
        log.exception("stage_failed", assessment=assessment_id)
        Assessment.objects.retry(assessment_id, token, error=type(error).__qualname__)
        return False
    return True


def _run(assessment_id: int, token: str) -> None:
    """Every stage from the one the row is at, under one lease. Raises LeaseLost, or what a stage raises."""
    assessment = Assessment.objects.select_related("version__article__source", "version__article__platform").get(
        pk=assessment_id
    )
    stage = assessment.stage
    while stage != Stage.DONE:
        # Outside the transaction: computing holds no lock that others wait for.
        write = _STAGES[stage](assessment.version)
        following = _FOLLOWING[stage]
        with transaction.atomic():
            if following == Stage.DONE:
                Assessment.objects.settle(assessment_id, token, stage=following, due_at=None, attempts=0, last_error="")
            else:
                Assessment.objects.advance(assessment_id, token, stage=following, attempts=1, last_error="")
            write()
        stage = following


def _provenance(version: ArticleVersion) -> Write:
    provenance = assess_provenance(version.extracted)
    return lambda: store_provenance(version, provenance)


def _scoring(version: ArticleVersion) -> Write:
    clickbait = score_headline(version.headline, version.extracted.text)

    def write() -> None:
        version.assessed_at = timezone.now()
        store_scores(version, clickbait)
        article_assessed.send(sender=ArticleVersion, version=version)

    return write


_STAGES: dict[str, Callable[[ArticleVersion], Write]] = {Stage.PROVENANCE: _provenance, Stage.SCORING: _scoring}
_FOLLOWING = {Stage.PROVENANCE: Stage.SCORING, Stage.SCORING: Stage.DONE}
