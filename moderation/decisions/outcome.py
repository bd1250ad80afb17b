"""The outcome of a decision in effect: event, the source's record, the verdict on the headline."""

from __future__ import annotations

from datetime import datetime

from articles.assessment.evidence_marks import mark_decided
from articles.models import HeadlineVerdict, ReviewOutcome
from articles.provenance.stored.rewording.originals import protect, unprotect
from articles.scoring.stored.dating import outcome_day
from articles.scoring.stored.verdicts import keep_verdict
from articles.vocabulary import scores
from moderation.models import Decision, Event, QueueItem
from moderation.models.webhooks.event import names_of
from moderation.vocabulary import acts, events, reasons


def record(decision: Decision, at: datetime) -> None:
    """Writes event, review outcome and headline verdict of a decision in effect since `at`, or their reverse."""
    if decision.override_of is not None:
        return _take_back(decision.override_of, decision)
    item = decision.item
    _keep_verdict(item, decision, at)
    if decision.article.source_id is not None:
        if not (decision.act == acts.ALLOW and _allow_correction(decision, at)):
            _keep_outcome(decision, decision.article.source_id, at)
        mark_decided(decision.article.source_id, decision.article_id, decision.pk)
    if decision.act in _PROTECTING:
        # What was decided against is often told again in other words, weeks later.
        protect(decision.article_id)
    Event(type=events.DECISION_MADE, article=decision.article, data=event_data(decision)).save()
    return None


_PROTECTING = (acts.LABEL, acts.LIMIT, acts.REMOVE)


def _allow_correction(decision: Decision, at: datetime) -> bool:
    """Notes that a version stored after an upheld violation was allowed; the violation itself stays on record."""
    violation = ReviewOutcome.objects.filter(
        article=decision.article, severity__gt=0, decided_at__lt=decision.article_version.created_at
    )
    return violation.update(corrected_at=at) > 0


def _keep_outcome(decision: Decision, source: int, at: datetime) -> None:
    severity = decision.clause.severity if decision.clause and decision.act != acts.ALLOW else 0.0
    sampled = any(reason.kind == reasons.AUDIT for reason in decision.item.reasons.all())
    outcome = ReviewOutcome(
        article=decision.article,
        source_id=source,
        severity=severity,
        decided_at=at,
        sampled=sampled,
        dated_on=outcome_day(decision.article, decision.article_version, severity),
    )
    ReviewOutcome.objects.bulk_create(
        [outcome], update_conflicts=True, unique_fields=["article"],
        update_fields=["source", "severity", "decided_at", "sampled", "corrected_at", "dated_on"],
    )  # fmt: skip


def _take_back(original: Decision, reversal: Decision) -> None:
    """Removes an overturned decision from the source's record and the verdicts, and writes the event."""
    HeadlineVerdict.objects.filter(decision=original.pk).delete()
    if original.act in _PROTECTING:
        unprotect(original.article_id, of_decision=True)
    if original.article.source_id is not None:
        outcomes = ReviewOutcome.objects.filter(article=original.article)
        # An overturned allow of a correction takes back the correction; the violation stands.
        if not (original.act == acts.ALLOW and outcomes.filter(severity__gt=0).update(corrected_at=None)):
            outcomes.delete()
        mark_decided(original.article.source_id, original.article_id, reversal.pk)
    data = {**event_data(reversal), "override_of": original.pk, "overturned_act": original.act}
    Event(type=events.DECISION_OVERTURNED, article=original.article, data=data).save()


def event_data(decision: Decision) -> dict[str, object]:
    """The event's data; leaves out the moderator's name and note, which the platform must not see."""
    return {
        "decision": decision.pk,
        **names_of(decision.article),
        "version": decision.article_version.number,
        "act": decision.act,
        "label": decision.label or None,
        "policy": decision.clause.code if decision.clause else None,
        "policy_version": decision.clause.policy_version.number if decision.clause else None,
    }


def _keep_verdict(item: QueueItem, decision: Decision, at: datetime) -> None:
    """Keeps a verdict on the headline, which the clickbait model may learn from, where the decision holds one.

    - under a clause about headlines, the headline is clickbait
    - allowed although its headline score, or chance, put it before a moderator, the headline is plain
    - any other decision says nothing of the headline
    """
    given = {(reason.kind, reason.code) for reason in item.reasons.all()}
    sampled = any(kind == reasons.AUDIT for kind, _ in given)
    if decision.act == acts.ALLOW:
        if not (sampled or (reasons.SCORE, scores.CLICKBAIT) in given):
            return
        is_clickbait = False
    elif decision.clause is not None and decision.clause.about_headline:
        is_clickbait = True
    else:
        return
    keep_verdict(item.article_version, decision.pk, at, is_clickbait=is_clickbait, sampled=sampled)
