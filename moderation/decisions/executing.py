"""From a decision to its effect: second person, grace period, and the event for the platform."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.access.current import current_via
from moderation import audit
from moderation.decisions import outcome, required
from moderation.decisions.errors import InvalidDecision, StaleDecision
from moderation.decisions.reopening import reopen
from moderation.decisions.words import clean_note
from moderation.models import ActRule, Decision, Execution
from moderation.people.independence import Act, is_behind_rule, may_be_one_person
from moderation.vocabulary import channels

State = Execution.State
# Decisions per sweep; the next sweep comes in seconds.
_AT_ONCE = 500


def start(decision: Decision) -> Execution:
    """Puts a decision into effect or makes it wait, as the rules for its act say; in its transaction."""
    needs_second, grace = asked(decision)
    now = timezone.now()
    execution = Execution(
        decision=decision,
        decided_by=decision.decided_by,
        needs_second=needs_second,
        state=State.AWAITING if needs_second else State.SCHEDULED,
        grace_seconds=grace,
        due_at=now + timedelta(seconds=grace),
    )
    if not needs_second and not grace:
        _effect(execution, now)
    execution.save(force_insert=True)
    return execution


@transaction.atomic
def approve(user: User, decision_id: int) -> Execution:
    """The second person agrees: the grace period begins now, as long as the rules asked then or ask now.

    Raises PermissionDenied, StaleDecision, Execution.DoesNotExist.
    """
    execution = _awaiting(user, decision_id)
    now = timezone.now()
    _, grace = asked(execution.decision)
    grace = max(grace, execution.grace_seconds or 0)
    execution.approved_by, execution.approved_via = user, current_via()
    execution.state, execution.due_at = State.SCHEDULED, now + timedelta(seconds=grace)
    if not grace:
        _effect(execution, now)
    execution.save()
    decision = execution.decision
    audit.append(
        user,
        "execution.approved",
        f"article:{decision.article_id}",
        decision=decision.pk,
        act=decision.act,
        **state_of(execution),
    )
    return execution


@transaction.atomic
def refuse(user: User, decision_id: int, note: str) -> Execution:
    """The second person disagrees, and says why: the item is open again. Raises as `approve`, and InvalidDecision."""
    note = clean_note(note)
    if not note:
        raise InvalidDecision("note", "required", "say why you do not agree")
    execution = _awaiting(user, decision_id)
    execution.state = State.CANCELLED
    execution.refused_by, execution.refused_at, execution.refusal = user, timezone.now(), note
    execution.save(update_fields=["state", "refused_by", "refused_at", "refusal"])
    reopen(execution.decision.item)
    decision = execution.decision
    audit.append(
        user, "execution.refused", f"article:{decision.article_id}", decision=decision.pk, act=decision.act, note=note
    )
    return execution


def cancel(execution: Execution) -> None:
    """Withdraws what has not taken effect, in the caller's transaction, on a locked row."""
    execution.state = State.CANCELLED
    execution.save(update_fields=["state"])


def carry_out_due(*, dry_run: bool = False) -> int:
    """Puts due scheduled decisions into effect; returns how many."""
    due = Execution.objects.filter(state=State.SCHEDULED, due_at__lte=timezone.now()).order_by("due_at")
    ids = list(due.values_list("pk", flat=True)[:_AT_ONCE])
    return len(ids) if dry_run else sum(map(_carry_out, ids))


@transaction.atomic
def _carry_out(decision_id: int) -> bool:
    execution = locked().filter(pk=decision_id, state=State.SCHEDULED).first()
    now = timezone.now()
    if execution is None or execution.due_at > now:
        return False
    _effect(execution, now)
    execution.save()
    decision = execution.decision
    audit.append(
        "schedule",
        "execution.in_effect",
        f"article:{decision.article_id}",
        decision=decision.pk,
        act=decision.act,
        **state_of(execution),
    )
    return True


def state_of(execution: Execution) -> dict[str, object]:
    """The state and the moment of effect, for the audit entry: `verify_audit` compares the row with it."""
    done_at = execution.done_at
    return {"state": str(execution.state), "done_at": done_at and done_at.isoformat()}


def begun(decision: Decision) -> dict[str, object]:
    """What the entry of a decision says besides the act: its exact moment, and how it takes effect, if it does."""
    execution = getattr(decision, "execution", None)
    told = execution and {**state_of(execution), "needs_second": execution.needs_second}
    return {"decided_at": decision.created_at.isoformat(), "execution": told}


def locked() -> QuerySet[Execution]:
    """Executions to be locked, with what acting on them reads."""
    rows = Execution.objects.select_for_update(of=("self",)).select_related(
        "decision__item", "decision__article", "decision__article_version__page", "decision__clause__policy_version"
    )
    return rows.defer("decision__article_version__page__compressed")


def _effect(execution: Execution, now: datetime) -> None:
    execution.state, execution.done_at = State.DONE, now
    outcome.record(execution.decision, now)
    required.sample(execution.decision)


def _awaiting(user: User, decision_id: int) -> Execution:
    if not user.has_perm("moderation.approve_execution"):
        raise PermissionDenied("being the second person needs that right")
    execution: Execution = locked().get(pk=decision_id)
    if execution.state != State.AWAITING:
        raise StaleDecision(execution.state)
    if execution.decided_by_id == user.pk:
        raise PermissionDenied("the second person must be a different one")
    if execution.decision.channel == channels.RULE and is_behind_rule(user, execution.decision):
        raise PermissionDenied("a rule of yours decided this: somebody else must agree")
    if may_be_one_person(Act(execution.decided_by_id, execution.decision.via), Act.now(user)):
        raise PermissionDenied("this was decided through an API key that acts for you too: somebody else must agree")
    return execution


def asked(decision: Decision) -> tuple[bool, int]:
    """Whether the rules for the act ask for a second person, and the seconds of grace: the strictest of each."""
    rules = ActRule.objects.filter(Q(source=None) | Q(source=decision.article.source_id), act=decision.act)
    found = list(rules.values_list("second_person", "grace_seconds"))
    return any(second for second, _ in found), max((seconds for _, seconds in found), default=0)
