"""Actions of a live rule that matches: queue, due date, event, and a decision if a lead allowed it."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles.models import ArticleVersion
from moderation.decisions import DecisionRequest, InvalidDecision, StaleItem, decide
from moderation.models import Appeal, Event, QueueItem, RuleMatch, RuleVersion
from moderation.models.webhooks.event import names_of
from moderation.routing.live.applying import Applied
from moderation.routing.live.system import SYSTEM_USER as SYSTEM_USER
from moderation.routing.live.system import system_user as system_user
from moderation.vocabulary import acts, channels, events


def act_on(version: ArticleVersion, item: QueueItem | None, applied: Applied) -> None:
    """Carries out the actions of the matching rules, in the caller's transaction."""
    if item is not None and item.state == QueueItem.State.OPEN:
        _place(item, applied)
    for rule in applied.versions:
        if rule.notify:
            Event(type=events.RULE_MATCHED, article=version.article, data=_payload(rule, version, item)).save()
    for rule in applied.versions:
        if item is not None and rule.act and rule.rule.acts_alone and _decide(rule, version, item.pk):
            return


def _place(item: QueueItem, applied: Applied) -> None:
    """Moves the item to the rule's queue; sets the earliest due date asked for.

    It stays where it is while somebody holds it, where somebody moved it, and where its appeal waits; with an appeal
    it still moves to a closed queue, which keeps its article from others.
    """
    changed = []
    queue = applied.queue
    free = not (item.is_claimed() or item.escalated or item.on_hold or item.assigned_to_id)
    if queue is not None and item.queue_id != queue.pk and free and (queue.is_closed() or not _is_appealed(item)):
        item.queue = queue
        changed.append("queue")
    minutes = [rule.due_minutes for rule in applied.versions if rule.due_minutes is not None]
    if minutes:
        due = timezone.now() + timedelta(minutes=min(minutes))
        if due < item.due_at:
            item.due_at = due
            changed.append("due_at")
    if changed:
        item.save(update_fields=changed)


def _is_appealed(item: QueueItem) -> bool:
    return Appeal.objects.filter(decision__article=item.article_id, state=Appeal.State.OPEN).exists()


def _decide(rule: RuleVersion, version: ArticleVersion, item_id: int) -> bool:
    """Makes the rule's decision as any decision is made; if refused, the article waits for a human like any other."""
    match = RuleMatch.objects.filter(version=rule, article_version=version, live=True)
    request = DecisionRequest(
        item_id,
        QueueItem.objects.values_list("version", flat=True).get(pk=item_id),
        act=rule.act,
        clause=rule.clause,
        note=f"{rule.rule.code} v{rule.number}",
        label=rule.label if acts.ACTS[rule.act].shows_label else "",
        channel=channels.RULE,
        details={"rule": rule.rule.code, "rule_version": str(rule.number)},
    )
    try:
        with transaction.atomic():
            decision = decide(system_user(), request)
    except (StaleItem, InvalidDecision, PermissionDenied) as error:
        match.update(refused=getattr(error, "reason", getattr(error, "code", "forbidden")))
        return False
    match.update(decision=decision)
    return True


def _payload(rule: RuleVersion, version: ArticleVersion, item: QueueItem | None) -> dict[str, object]:
    return {
        "rule": rule.rule.code,
        "rule_version": rule.number,
        "reason": {"zh": rule.reason_zh, "en": rule.reason_en},
        **names_of(version.article),
        "version": version.number,
        "queue_item": item.pk if item else None,
    }
