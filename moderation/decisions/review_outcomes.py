"""The review outcome of an article: its gravest violation that stands, or that a person found nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from articles.models import Article, ComparedText, ReviewOutcome
from articles.scoring.stored.dating import outcome_day
from moderation.models import Decision, Execution
from moderation.vocabulary import acts, channels, reasons


def keep_outcome(decision: Decision, source: int, at: datetime) -> None:
    """Counts a decision in effect since `at` for the record of the source.

    - An article counts once, by its gravest violation. Only who takes that decision back frees the source of it: an
      allowed version that came after it is a correction, another look at the same text is none.
    - Where a rule alone acted and found no fault, nobody has reviewed.
    - The same text, posted again by the source, earns no second clean review; a violation posted again is one more.
    """
    severity = decision.clause.severity if decision.clause and decision.act != acts.ALLOW else 0.0
    violation = ReviewOutcome.objects.filter(article=decision.article, severity__gt=0).first()
    if severity == 0:
        if violation is not None:
            if violation.decided_at < decision.article_version.created_at:
                ReviewOutcome.objects.filter(pk=violation.pk).update(corrected_at=at)
            return
        if channels.CHANNELS[decision.channel].is_automatic or _was_reviewed(decision.article, source):
            return
    elif violation is not None and violation.severity >= severity:
        # At fault again: what was allowed before is no correction.
        ReviewOutcome.objects.filter(pk=violation.pk).update(corrected_at=None)
        return
    outcome = ReviewOutcome(
        article=decision.article,
        source_id=source,
        severity=severity,
        decided_at=at,
        sampled=any(reason.kind == reasons.AUDIT for reason in decision.item.reasons.all()),
        dated_on=outcome_day(decision.article, decision.article_version, severity),
    )
    ReviewOutcome.objects.bulk_create(
        [outcome], update_conflicts=True, unique_fields=["article"],
        update_fields=["source", "severity", "decided_at", "sampled", "corrected_at", "dated_on"],
    )  # fmt: skip


def take_back_outcome(article: Article) -> None:
    """Counts the article's decisions anew after one was taken back: what the others found still stands."""
    outcome = ReviewOutcome.objects.filter(article=article).first()
    if outcome is None:
        return
    outcome.delete()
    for decision in _standing(article):
        keep_outcome(decision, outcome.source_id, decision.execution.done_at or decision.created_at)


def _standing(article: Article) -> Iterable[Decision]:
    """The decisions on the article in effect, oldest first."""
    rows = Decision.objects.filter(article=article, overrides=None, execution__state=Execution.State.DONE)
    rows = rows.exclude(act=acts.OVERTURN).order_by("execution__done_at", "pk")
    return rows.select_related("article", "article_version", "clause", "execution", "item")


def _was_reviewed(article: Article, source: int) -> bool:
    """Whether another article of the source with exactly the same text, punctuation aside, was reviewed."""
    digests = ComparedText.objects.filter(article=article).exclude(digest=0).values("digest")
    same = ComparedText.objects.filter(digest__in=digests, article__source=source).exclude(article=article)
    return same.filter(article__review_outcome__source=source).exists()
