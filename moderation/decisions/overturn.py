"""Taking a decision back: a new decision, never a change of the old one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles.access.current import current_via
from moderation import audit
from moderation.decisions import executing
from moderation.decisions.errors import InvalidDecision, StaleDecision
from moderation.decisions.reopening import reopen
from moderation.decisions.words import clean_note
from moderation.models import Decision, Execution
from moderation.statements.basis import keep_basis
from moderation.vocabulary import acts, channels

State = Execution.State


@transaction.atomic
def undo(user: User, decision_id: int) -> Decision:
    """Takes one's own decision back within UNDO_SECONDS; the item is open again, for the same person.

    Raises PermissionDenied, StaleDecision, Decision.DoesNotExist.
    """
    execution = _execution(decision_id)
    if execution.decided_by_id != user.pk:
        raise PermissionDenied("only the moderator who decided may undo")
    if not can_undo(user, execution.decision):
        raise StaleDecision("too_late")
    reversal = _reverse(user, execution, note="", channel=execution.decision.channel)
    reopen(execution.decision.item, holder=user)
    return reversal


@transaction.atomic
def overturn(
    user: User, decision_id: int, note: str, *, channel: str = channels.CONSOLE, reopens: bool = False
) -> Decision:
    """A lead takes a decision back and says why; with `reopens` the item waits again.

    Raises PermissionDenied, StaleDecision, InvalidDecision, Decision.DoesNotExist.
    """
    if not user.has_perm("moderation.overturn_decision"):
        raise PermissionDenied("overturning needs the lead role")
    return reverse(user, decision_id, note, channel=channel, reopens=reopens)


def reverse(user: User, decision_id: int, note: str, *, channel: str, reopens: bool = False) -> Decision:
    """Overturns in the caller's transaction; the caller has checked the permission (answers to appeals)."""
    note = clean_note(note)
    if not note:
        raise InvalidDecision("note", "required", "say why the decision is taken back")
    execution = _execution(decision_id)
    reversal = _reverse(user, execution, note=note, channel=channel)
    if reopens:
        reopen(execution.decision.item)
    return reversal


def can_undo(user: User, decision: Decision) -> bool:
    """Whether this user may still undo this decision (which may be overturned already)."""
    young = decision.created_at > timezone.now() - timedelta(seconds=settings.UNDO_SECONDS)
    return young and decision.decided_by_id == user.pk and acts.ACTS[decision.act].is_effective


def _execution(decision_id: int) -> Execution:
    if not acts.ACTS[Decision.objects.get(pk=decision_id).act].is_effective:
        raise StaleDecision("no_effect")
    execution: Execution = executing.locked().get(pk=decision_id)
    if Decision.objects.filter(override_of=decision_id).exists():
        raise StaleDecision("overturned")
    if execution.state == State.CANCELLED:
        raise StaleDecision("cancelled")
    return execution


def _reverse(user: User, execution: Execution, *, note: str, channel: str) -> Decision:
    original = execution.decision
    reversal = Decision(
        item=original.item,
        article=original.article,
        article_version=original.article_version,
        act=acts.OVERTURN,
        clause=original.clause,
        note=note,
        decided_by=user,
        via=current_via(),
        channel=channel,
        override_of=original,
        evidence={"overturned": {"decision": original.pk, "act": original.act, "was_in_effect": execution.state}},
    )
    reversal.save()
    digests = keep_basis(reversal)
    if execution.state == State.DONE:
        # The platform has acted and must undo it; a rule that asks a second person for `overturn` would delay that.
        executing.start(reversal)
    else:
        executing.cancel(execution)
    audit.append(
        user,
        "decision.overturn",
        f"article:{original.article_id}",
        decision=reversal.pk,
        override_of=original.pk,
        item=original.item_id,
        act=original.act,
        was=execution.state,
        note=note,
        channel=channel,
        evidence=reversal.evidence,
        digests=digests,
        **executing.begun(reversal),
    )
    return reversal
