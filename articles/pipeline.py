"""The stages in order. Each computes first, then writes its results and moves the row on in one short transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone

from articles.models import Article, ArticleVersion, Assessment, LeaseLost, ProvenanceChange
from articles.provenance.reuse.compared import compared_text
from articles.provenance.stored import fingerprints
from articles.provenance.stored.assessing import assess_stored
from articles.provenance.stored.edges import find_reuse, store_reuse
from articles.provenance.stored.sql import rows
from articles.revisits import wake
from articles.scoring.stored.scores import count_in, score, store_scores
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
        article = _run(assessment_id, token)
    except LeaseLost:
        log.info("lease_lost", assessment=assessment_id)
        return False
    except (Exception, SoftTimeLimitExceeded) as error:
        log.exception("stage_failed", assessment=assessment_id)
        Assessment.objects.retry(assessment_id, token, error=type(error).__qualname__)
        return False
    wake(because=article)
    return True


def _run(assessment_id: int, token: str) -> int:
    """Every stage from the one the row is at, under one lease; the article's id. Raises LeaseLost, or a stage's."""
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
    article: int = assessment.version.article_id
    return article


def _fingerprints(version: ArticleVersion) -> Write:
    """Committed before anybody's look-up: of two workers with copies of one text, at least one sees the other's."""
    compared = compared_text(version.extracted)

    def write() -> None:
        # Not those of an older version that was late: the article's rows are its current version's.
        if Article.objects.select_for_update().filter(pk=version.article_id, current=version).exists():
            fingerprints.write(version.article_id, version.pk, compared)

    return write


_IS_CURRENT = "SELECT 1 FROM articles_article WHERE current_id = %s"


def _reuse(version: ArticleVersion) -> Write:
    found = find_reuse(version)

    def write() -> None:
        if rows(_IS_CURRENT, version.pk):
            store_reuse(version, found)

    return write


def _scoring(version: ArticleVersion) -> Write:
    """Scores once; when the article is looked at again, it is announced only if a finding changed."""
    before = version.assessed_at
    scored = score(version) if before is None else None

    def write() -> None:
        version.assessed_at = timezone.now()
        if scored is not None:
            store_scores(version, scored)
        else:
            version.save(update_fields=["assessed_at"])
        changed = before is not None and _findings_changed(version, before)
        if changed and version.article.source_id is not None:
            count_in(version)
        if before is None or changed:
            article_assessed.send(sender=ArticleVersion, version=version)

    return write


def _findings_changed(version: ArticleVersion, since: datetime) -> bool:
    return version.changes.filter(what=ProvenanceChange.What.FINDING, created_at__gte=since).exists()


_STAGES: dict[str, Callable[[ArticleVersion], Write]] = {
    Stage.FINGERPRINTS: _fingerprints,
    Stage.REUSE: _reuse,
    Stage.PROVENANCE: assess_stored,
    Stage.SCORING: _scoring,
}
_FOLLOWING = {
    Stage.FINGERPRINTS: Stage.REUSE,
    Stage.REUSE: Stage.PROVENANCE,
    Stage.PROVENANCE: Stage.SCORING,
    Stage.SCORING: Stage.DONE,
}


def trace_version(version: ArticleVersion) -> None:
    """The stages up to the provenance of a version, in the caller's transaction: no scores, no announcement."""
    for stage in (Stage.FINGERPRINTS, Stage.REUSE, Stage.PROVENANCE):
        _STAGES[stage](version)()
