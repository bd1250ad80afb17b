"""What every act does: check permission and state, write the decision, the audit entry and the event, or nothing.

One path for everybody: console, API and (later) rules and bulk call `decide`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from moderation import audit
from moderation.decisions.acts import ACTS
from moderation.decisions.errors import InvalidDecision, StaleItem
from moderation.decisions.evidence import evidence_of
from moderation.models import Clause, Decision, Event, QueueItem
from moderation.models.decision import Act

LONGEST_NOTE = 10_000


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What a moderator wants done: on item `item_id` as they saw it in its `version`."""

    item_id: int
    version: int
    act: str
    clause: str = ""
    note: str = ""
    channel: str = Decision.Channel.CONSOLE
    details: dict[str, str] = field(default_factory=dict)


def decide(user: User, request: DecisionRequest) -> Decision:
    """Carries a decision out, whole or not at all.

    Raises PermissionDenied, InvalidDecision, StaleItem, QueueItem.DoesNotExist. Sending the same decision twice gives
    StaleItem("decided") the second time.
    """
    if not user.has_perm("moderation.decide_queueitem"):
        raise PermissionDenied("deciding needs the moderator role")
    if request.act not in ACTS:
        raise InvalidDecision("act", "unknown", f"act is one of: {', '.join(ACTS)}")
    note = clean_note(request.note)
    clause = _clause(request)
    with transaction.atomic():
        item = (
            QueueItem.objects.select_for_update(of=("self",)).select_related("article", "queue").get(pk=request.item_id)
        )
        _check_state(user, item, request.version)
        decision = Decision(
            item=item,
            article=item.article,
            article_version=item.article_version,
            act=request.act,
            clause=clause,
            note=note,
            decided_by=user,
            channel=request.channel,
            evidence=evidence_of(item, details=request.details),
        )
        decision.save()
        ACTS[request.act](item, decision)
        audit.append(
            actor=user.get_username(),
            action=f"decision.{request.act}",
            subject=f"article:{item.article_id}",
            payload={
                "decision": decision.pk,
                "item": item.pk,
                "item_version": request.version,
                "clause": clause.code if clause else None,
                "policy_version": clause.policy_version.number if clause else None,
                "note": note,
                "channel": request.channel,
                "evidence": decision.evidence,
            },
        )
        Event(type=Event.Type.DECISION_MADE, article=item.article, data=event_data(decision)).save()
    return decision


def event_data(decision: Decision) -> dict[str, object]:
    """What the platform is told of a decision; the moderator's name and internal note are not its business."""
    return {
        "decision": decision.pk,
        "article": decision.article_id,
        "external_id": decision.article.external_id or None,
        "version": decision.article_version.number,
        "act": decision.act,
        "policy": decision.clause.code if decision.clause else None,
        "policy_version": decision.clause.policy_version.number if decision.clause else None,
    }


def clean_note(note: str) -> str:
    """The note without control characters. Raises InvalidDecision when it is too long."""
    cleaned = "".join(char for char in note if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")).strip()
    if len(cleaned) > LONGEST_NOTE:
        raise InvalidDecision(
            "note", "too_long", f"a note has at most {LONGEST_NOTE} characters, this one {len(cleaned)}"
        )
    return cleaned


def _clause(request: DecisionRequest) -> Clause | None:
    if not request.clause:
        if request.act == Act.ALLOW:
            return None
        raise InvalidDecision("policy", "required", f"{request.act} needs a policy clause")
    clause = Clause.objects.in_force().select_related("policy_version").filter(code=request.clause).first()
    if clause is None:
        raise InvalidDecision("policy", "unknown", "no such clause in the policy in force")
    return clause


def _check_state(user: User, item: QueueItem, version: int) -> None:
    if item.queue.leads_only and not user.has_perm("moderation.lead_queueitem"):
        raise PermissionDenied("this queue is for leads")
    if item.state != QueueItem.State.OPEN:
        raise StaleItem(item, "decided")
    if item.is_claimed() and item.claimed_by_id != user.pk:
        raise StaleItem(item, "claimed")
    if item.version != version:
        raise StaleItem(item, "changed")
