"""Corrected facts alone: the text of the article stays, and with it all that was found in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction

from articles.intake.parsed import Parsed
from articles.intake.store import store_again
from articles.intake.submission import Outcome, Submission
from articles.models import Article
from articles.parsing.submitted.structured import FieldError, InvalidFields

FACTS = (
    "published_at", "published_after", "published_before", "source", "url", "external_id", "images", "credits",
    "original_headline", "ip_location", "comment_count", "language",
)  # fmt: skip
"""The members of a submission that are facts beside the text."""


class AddressTaken(Exception):
    """Another article of the platform is known by this address or id."""


def correct_facts(article_id: int, facts: object) -> Outcome:
    """Correct what `facts` states of an article; what is left out or null stays as it is known.

    Raises InvalidFields with all faults, AddressTaken, Article.DoesNotExist.
    """
    if not isinstance(facts, dict):
        raise InvalidFields([FieldError("", "not_an_object", "the corrected facts are a JSON object")])
    unknown = [name for name in facts if name not in FACTS]
    if unknown:
        raise InvalidFields([FieldError(f"/{str(name)[:100]}", "unknown", _NO_FACT) for name in unknown[:20]])
    try:
        return _correct(article_id, facts)
    except IntegrityError:
        raise AddressTaken from None


_NO_FACT = "is no fact beside the text; these are: " + ", ".join(FACTS) + ". Another text is submitted as a new version"


@transaction.atomic
def _correct(article_id: int, facts: dict[str, Any]) -> Outcome:
    held = Article.objects.select_for_update(of=("self",), no_key=True).select_related("platform")
    article = held.prefetch_related("current").get(pk=article_id)
    version = article.current
    assert version is not None  # noqa: S101 - set in the transaction that made the article
    known = {"platform": article.platform.code, "headline": version.headline, "body": version.extraction["body"]}
    submission = Submission.from_json({**facts, **known})
    if article.external_id:
        if submission.external_id not in ("", article.external_id):
            raise InvalidFields([FieldError("/external_id", "known", "the article has another id, which stays")])
        # It goes on being known by its id, whatever else is corrected.
        submission = replace(submission, external_id=article.external_id)
    return store_again(Parsed(submission, submission.parse()), article, version.content_sha256)
