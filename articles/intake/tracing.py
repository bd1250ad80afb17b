"""The provenance record of a page that is not stored: store and trace it, then roll back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.assessment.stages import trace_version
from articles.intake import Submission, store
from articles.intake.submission import Outcome
from articles.models import Article
from articles.provenance.stored.record import provenance_record


def trace_submission(submission: Submission) -> tuple[dict[str, Any] | None, Outcome]:
    """Return the record and the outcome that storing would have given; the record is None for an unreadable page.

    All work happens in one transaction, which is rolled back. An article that is already stored keeps its id in the
    record; a new one has no id.
    """
    with transaction.atomic():
        outcome = store(submission)
        record = None
        if outcome.id is not None:
            article = Article.objects.select_related("platform", "source", "current__page").get(pk=outcome.id)
            if outcome.status == "created" and article.current is not None:
                trace_version(article.current)
            record = provenance_record(article)
            if outcome.status == "created" and outcome.version == 1:
                record["article"] = None
        transaction.set_rollback(True)
    return record, outcome
