"""The outcome of a decision in effect: event, the source's record, the verdict on the headline."""

from __future__ import annotations

from datetime import datetime

from articles.assessment.evidence_marks import mark_decided
from articles.models import HeadlineVerdict
from articles.provenance.stored.rewording.originals import protect, unprotect
from articles.scoring.stored.verdicts import keep_verdict
from articles.vocabulary import scores
from moderation.decisions.review_outcomes import keep_outcome, take_back_outcome
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
        keep_outcome(decision, decision.article.source_id, at)
        mark_decided(decision.article.source_id, decision.article_id, decision.pk)
    if decision.act in _PROTECTING:
        # What was decided against is often told again in other words, weeks later.
        protect(decision.article_id)
    Event(type=events.DECISION_MADE, article=decision.article, data=event_data(decision)).save()
    return None


_PROTECTING = (acts.LABEL, acts.LIMIT, acts.REMOVE)


def _take_back(original: Decision, reversal: Decision) -> None:
    """Removes an overturned decision from the source's record and the verdicts, and writes the event."""
    HeadlineVerdict.objects.filter(decision=original.pk).delete()
    if original.act in _PROTECTING:
        unprotect(original.article_id, of_decision=True)
    if original.article.source_id is not None:
        take_back_outcome(original.article)
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
