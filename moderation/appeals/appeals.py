"""Appeals: the platform files one for the author; a different moderator upholds or overturns."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles.access.current import current_via
from moderation import audit
from moderation.audit.comparison import words_of
from moderation.decisions.errors import InvalidDecision, StaleItem
from moderation.decisions.overturn import reverse
from moderation.decisions.words import clean_note
from moderation.models import Appeal, Decision, Event, Execution, Queue, QueueItem
from moderation.models.webhooks.event import names_of
from moderation.queue.access import works
from moderation.queue.claims import own_appealed
from moderation.queue.entry import enter, renew, route_again
from moderation.triage.reasons import ReasonFact
from moderation.vocabulary import acts, channels, events, reasons
from moderation.vocabulary.reasons import APPEAL_FILED
from moderation.vocabulary.refusals import APPEAL_REFUSALS

WEIGHT = 0.6
_REASON = "appeal"
_QUEUE = "appeals"


class CannotAppeal(Exception):
    """The decision cannot be appealed; the argument is a code of APPEAL_REFUSALS."""

    def __init__(self, reason: str) -> None:
        super().__init__(APPEAL_REFUSALS[reason].code)


@transaction.atomic
def file(decision_id: int, *, text: str, appellant: str, key: str) -> Appeal:
    """Files an appeal; its article enters the appeals queue, closed to the moderator who decided.

    An open item of the article moves there, unless it waits in a queue of the leads or of a group.
    Raises CannotAppeal, InvalidDecision (text), Decision.DoesNotExist.
    """
    text = clean_note(text)
    if not text:
        raise InvalidDecision("text", "required", "an appeal says what is wrong with the decision")
    decision = Decision.objects.select_related("article__current", "article__platform").get(pk=decision_id)
    _check(decision)
    appeal = Appeal.objects.create(decision=decision, text=text, appellant=appellant, key=key)
    reason = ReasonFact(_REASON, _REASON, "high", WEIGHT, APPEAL_FILED.zh, APPEAL_FILED.title_en, opens=True)
    assert decision.article.current is not None  # noqa: S101 - a decided article has a version
    item = enter(decision.article.current, [reason], Queue.objects.get(code=_QUEUE))
    subject = f"article:{decision.article_id}"
    audit.append(f"key:{key}", "appeal.filed", subject, appeal=appeal.pk, decision=decision.pk, **words_of(appeal))
    told = {"appeal": appeal.pk, "decision": decision.pk, "queue_item": item.pk, **names_of(decision.article)}
    Event(type=events.APPEAL_FILED, article=decision.article, data=told).save()
    return appeal


def open_appeal(item: QueueItem) -> Appeal | None:
    """The appeal that waits for an answer on this item, with its decision; it is one of the item's reasons."""
    if not any(reason.kind == reasons.APPEAL for reason in item.reasons.all()):
        return None
    found = Appeal.objects.filter(decision__article=item.article_id, state=Appeal.State.OPEN)
    return found.select_related("decision__clause", "decision__decided_by").order_by("pk").first()


@transaction.atomic
def resolve(user: User, item_id: int, version: int, *, overturns: bool, answer: str) -> Appeal:
    """Answers the appeal on an item as it was seen in `version`; the item ends unless other reasons hold it open.

    Raises PermissionDenied, InvalidDecision, StaleItem, QueueItem.DoesNotExist.
    """
    if not user.has_perm("moderation.decide_queueitem"):
        raise PermissionDenied("answering appeals needs the moderator role")
    answer = clean_note(answer)
    if not answer:
        raise InvalidDecision("note", "required", "the author is told why: write an answer")
    item = QueueItem.objects.select_for_update(of=("self",)).select_related("queue", "article").get(pk=item_id)
    _check_item(user, item, version)
    appeal = open_appeal(item)
    if appeal is None:
        raise StaleItem(item, "changed")
    appeal.state = Appeal.State.OVERTURNED if overturns else Appeal.State.UPHELD
    appeal.reviewed_by, appeal.reviewed_via = user, current_via()
    appeal.answer, appeal.resolved_at = answer, timezone.now()
    appeal.save()
    # If a lead has overturned the decision meanwhile, nothing is left to overturn.
    if overturns and not appeal.decision.overrides.exists():
        reverse(user, appeal.decision_id, answer, channel=channels.APPEAL)
    _end(item)
    data = {
        "appeal": appeal.pk,
        "decision": appeal.decision_id,
        "article": item.article_id,
        "external_id": item.article.external_id or None,
        "outcome": appeal.state,
        "answer": answer,
    }
    audit.append(
        user,
        f"appeal.{appeal.state}",
        f"article:{item.article_id}",
        **data,
        item=item.pk,
        item_version=version,
        resolved_at=appeal.resolved_at.isoformat(),
    )
    Event(type=events.APPEAL_RESOLVED, article=item.article, data={**data, **names_of(item.article)}).save()
    return appeal


def _check(decision: Decision) -> None:
    if not acts.ACTS[decision.act].is_appealable:
        raise CannotAppeal("act")
    # Locked, so that nobody takes the decision back meanwhile.
    execution = Execution.objects.select_for_update().get(pk=decision.pk)
    if execution.state != Execution.State.DONE:
        raise CannotAppeal("not_in_effect")
    if decision.overrides.exists():
        raise CannotAppeal("overturned")
    if decision.created_at < timezone.now() - timedelta(days=settings.APPEAL_DAYS):
        raise CannotAppeal("late")
    if Appeal.objects.filter(decision=decision).exists():
        raise CannotAppeal("known")


def _check_item(user: User, item: QueueItem, version: int) -> None:
    if not works(user, item.queue):
        raise PermissionDenied("this queue is for others")
    if QueueItem.objects.filter(pk=item.pk, article__in=own_appealed(user)).exists():
        raise PermissionDenied("a different moderator answers an appeal against your own decision")
    if item.state != QueueItem.State.OPEN:
        raise StaleItem(item, "decided")
    if item.is_claimed() and item.claimed_by_id != user.pk:
        raise StaleItem(item, "claimed")
    if item.version != version:
        raise StaleItem(item, "changed")


def _end(item: QueueItem) -> None:
    """Removes the appeal from the item's reasons; an item without other reasons becomes decided, others are routed."""
    waits = open_appeal(item) is not None
    if not waits:
        item.reasons.filter(kind=reasons.APPEAL).delete()
    if waits or item.reasons.exists():
        if not waits and item.queue.code == _QUEUE:
            route_again(item)
        renew(item, item.article_version)
        return
    item.state, item.decided_at = QueueItem.State.DECIDED, timezone.now()
    item.claimed_by = item.claimed_until = item.assigned_to = None
    item.version += 1
    item.save()
