"""Deciding: checks permission and state, then writes decision, audit entry and event, or nothing.

One path for everybody: console, API, bulk and routing rules call `decide`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.access.current import current_via
from moderation import audit
from moderation.decisions import executing
from moderation.decisions.acts import effect_of
from moderation.decisions.errors import InvalidDecision, StaleItem
from moderation.decisions.evidence import evidence_of
from moderation.decisions.required import REASONS, check_label
from moderation.decisions.words import clean_note
from moderation.models import Appeal, Clause, Decision, QueueItem
from moderation.queue.access import works
from moderation.statements.basis import keep_basis
from moderation.vocabulary import acts, channels


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """The act that a moderator wants on item `item_id`, as they saw it in its `version`."""

    item_id: int
    version: int
    act: str
    clause: str = ""
    note: str = ""
    label: str = ""
    channel: str = channels.CONSOLE
    details: dict[str, str] = field(default_factory=dict)


def decide(user: User, request: DecisionRequest) -> Decision:
    """Carries a decision out, whole or not at all.

    Raises PermissionDenied, InvalidDecision, StaleItem, QueueItem.DoesNotExist. Sending the same decision twice gives
    StaleItem("decided") the second time.
    """
    if not user.has_perm("moderation.decide_queueitem"):
        raise PermissionDenied("deciding needs the moderator role")
    if request.act not in acts.decidable():
        raise InvalidDecision("act", "unknown", f"act is one of: {', '.join(acts.decidable())}")
    note = clean_note(request.note)
    clause = clause_in_force(request.act, request.clause)
    label = _label(request, clause)
    with transaction.atomic():
        item = _locked(request.item_id)
        _check_state(user, item, request.version)
        check_label(user, item, act=request.act, label=label, note=note)
        decision = Decision(
            item=item,
            article=item.article,
            article_version=item.article_version,
            act=request.act,
            clause=clause,
            label=label,
            note=note,
            decided_by=user,
            via=current_via(),
            channel=request.channel,
            evidence=evidence_of(item, details=request.details),
        )
        decision.save()
        digests = keep_basis(decision)
        effect_of(request.act)(item, decision)
        audit.append(
            user,
            f"decision.{request.act}",
            f"article:{item.article_id}",
            decision=decision.pk,
            item=item.pk,
            item_version=request.version,
            clause=clause.code if clause else None,
            policy_version=clause.policy_version.number if clause else None,
            label=label,
            note=note,
            channel=request.channel,
            evidence=decision.evidence,
            digests=digests,
            **executing.begun(decision),
        )
    return decision


def _locked(item_id: int) -> QueueItem:
    """The item, locked, with what a decision on it reads; never the page's bytes."""
    items = QueueItem.objects.select_for_update(of=("self",))
    items = items.select_related("article", "queue", "article_version__page").prefetch_related(REASONS)
    item: QueueItem = items.defer("article_version__page__compressed").get(pk=item_id)
    return item


def clause_in_force(act: str, code: str) -> Clause | None:
    """The clause of that code; None when `act` needs no clause and none is named. Raises InvalidDecision."""
    if not code:
        if not acts.ACTS[act].needs_clause:
            return None
        raise InvalidDecision("policy", "required", f"{act} needs a policy clause")
    clause = Clause.objects.in_force().select_related("policy_version").filter(code=code).first()
    if clause is None:
        codes = ", ".join(Clause.objects.in_force().order_by("code").values_list("code", flat=True))
        raise InvalidDecision("policy", "unknown", f"no such clause in the policy in force; its clauses: {codes}")
    return clause


def _label(request: DecisionRequest, clause: Clause | None) -> str:
    """The label asked for, else the clause's own; never one that neither the moderator nor the policy chose."""
    if not acts.ACTS[request.act].shows_label:
        if request.label:
            raise InvalidDecision("label", "not_for_act", f"{request.act} shows no label")
        return ""
    if request.label and request.label not in acts.LABELS:
        raise InvalidDecision("label", "unknown", f"label is one of: {', '.join(acts.LABELS)}")
    label = request.label or (clause and clause.label)
    if not label:
        raise InvalidDecision("label", "required", f"this clause has no label of its own: {', '.join(acts.LABELS)}")
    return label


def _check_state(user: User, item: QueueItem, version: int) -> None:
    if not works(user, item.queue):
        raise PermissionDenied("this queue is for others")
    if item.state != QueueItem.State.OPEN:
        raise StaleItem(item, "withdrawn" if item.state == QueueItem.State.CLOSED else "decided")
    if item.is_claimed() and item.claimed_by_id != user.pk:
        raise StaleItem(item, "claimed")
    if item.on_hold and not user.has_perm("moderation.lead_queueitem"):
        raise StaleItem(item, "on_hold")
    if item.assigned_to_id not in (None, user.pk) and not user.has_perm("moderation.lead_queueitem"):
        raise StaleItem(item, "handed_over")
    if item.version != version:
        raise StaleItem(item, "changed")
    if Appeal.objects.filter(decision__article=item.article_id, state=Appeal.State.OPEN).exists():
        raise InvalidDecision("act", "appeal_open", "an appeal waits: uphold or overturn it first")
