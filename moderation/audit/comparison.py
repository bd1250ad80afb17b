"""Decisions, executions and appeals against the chain, in both directions."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q

from moderation.models import Appeal, AuditEntry, Decision, Execution
from moderation.statements.basis import digest, parts_of
from moderation.vocabulary import acts

_AT_ONCE = 500
# Entries name the moment of their act since they hold `decided_at`; before, they were written right after the row, or
# once the lock on the head was free.
_LATE = timedelta(minutes=10)
_ANSWERED = {"appeal.upheld": Appeal.State.UPHELD, "appeal.overturned": Appeal.State.OVERTURNED}
_STATES = {
    "execution.approved": (Execution.State.SCHEDULED, Execution.State.DONE),
    "execution.refused": (Execution.State.CANCELLED,),
    "execution.in_effect": (Execution.State.DONE,),
}
Entries = list[tuple[AuditEntry, dict[str, Any]]]
State = Execution.State


@dataclass(frozen=True, slots=True)
class Difference:
    """What says something else than the chain, such as `decision 3`, and what the difference is."""

    subject: str
    what: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}"


def compare(progress: Callable[[int], None] | None = None) -> Difference | None:
    """The first decision, appeal or entry that differs from its counterpart; None when all agree."""
    return _first_decision(progress) or _first_entry()


def words_of(appeal: Appeal) -> dict[str, str]:
    """Digests of what the author says and of who says it, for the entry: the chain keeps no words of strangers."""
    words = {"text": appeal.text, "appellant": appeal.appellant}
    return {f"{name}_sha256": hashlib.sha256(value.encode()).hexdigest() for name, value in words.items()}


def _first_decision(progress: Callable[[int], None] | None) -> Difference | None:
    seen, last = 0, 0
    while ids := list(Decision.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        for found in _differences(ids):
            # Acts go on meanwhile: what was decided or carried out between two queries agrees when read again.
            again = next(iter(_differences([found[0]])), None)
            if again is not None:
                return again[1]
        seen, last = seen + len(ids), ids[-1]
        if progress is not None:
            progress(seen)
    return None


def _differences(ids: Sequence[int]) -> Iterator[tuple[int, Difference]]:
    """Decisions, each with its first difference from the chain."""
    rows = Decision.objects.filter(pk__in=ids).order_by("pk")
    rows = rows.select_related(
        "clause__policy_version", "decided_by", "execution__approved_by", "appeal__reviewed_by", "basis",
        "article_version__page",
    )  # fmt: skip
    decisions = list(rows.defer("article_version__page__compressed"))
    subjects = {f"article:{decision.article_id}" for decision in decisions}
    by_decision: dict[int, Entries] = defaultdict(list)
    for entry in AuditEntry.objects.filter(_about_decisions(), subject__in=subjects).order_by("sequence"):
        payload = json.loads(entry.payload)
        for number in {payload.get("decision"), payload.get("override_of")}:
            by_decision[number].append((entry, payload))
    for decision in decisions:
        for what in _of_decision(decision, by_decision[decision.pk]):
            yield decision.pk, Difference(f"decision {decision.pk}", what)
            break


def _of_decision(decision: Decision, entries: Entries) -> Iterator[str]:
    made = [(entry, payload) for entry, payload in entries if _made(entry, payload, decision.pk)]
    if not made:
        yield "no audit entry records it"
        return
    if len(made) > 1:
        yield f"entries {' and '.join(str(entry.sequence) for entry, _ in made)} both record it"
    entry, payload = made[0]
    for name, ours, theirs in _pairs(decision, entry, payload):
        if ours != theirs:
            yield f"its {name} is {_short(ours)}, and entry {entry.sequence} says {_short(theirs)}"
    yield from _of_basis(decision, entry, payload.get("digests"))
    yield from _of_execution(decision, payload, entries)
    yield from _of_appeal(decision, entries)


def _pairs(decision: Decision, entry: AuditEntry, payload: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """What the row and its entry both say: name, the row's value, the entry's."""
    clause = decision.clause
    yield "act", decision.act, entry.action.removeprefix("decision.")
    yield "moderator", _name(decision.decided_by, entry.actor), entry.actor
    yield "article", f"article:{decision.article_id}", entry.subject
    yield "credential", decision.via, payload.get("via", "")
    row = {
        "item": decision.item_id,
        "override_of": decision.override_of_id,
        "clause": clause.code if clause else None,
        "policy_version": clause.policy_version.number if clause else None,
        "label": decision.label,
        "note": decision.note,
        "channel": decision.channel,
        "evidence": decision.evidence,
        "decided_at": decision.created_at.isoformat(),
    }
    for name, value in row.items():
        if name in payload:
            yield name, value, payload[name]
    if "decided_at" not in payload and not abs(entry.at - decision.created_at) <= _LATE:
        yield "moment", decision.created_at.isoformat(), entry.at.isoformat()


def _of_basis(decision: Decision, entry: AuditEntry, digests: dict[str, str] | None) -> Iterator[str]:
    """What the decision rested on, against the digests in its entry; earlier entries have none."""
    if digests is None:
        return
    basis = getattr(decision, "basis", None)
    if basis is None:
        yield "its basis is missing"
        return
    parts = {**parts_of(decision), **basis.content}
    parts["decision"]["decided_by"] = _name(decision.decided_by, entry.actor)
    for name, part in parts.items():
        if digests.get(name) != digest(part):
            yield f"its {name} is not that of entry {entry.sequence}"


def _of_execution(decision: Decision, made: dict[str, Any], entries: Entries) -> Iterator[str]:
    """Second person and effect, as the entries tell them."""
    execution = getattr(decision, "execution", None)
    if execution is None:
        # A reversal of what never took effect has nothing to carry out.
        takes_effect = (
            decision.act in acts.ACTS and acts.ACTS[decision.act].is_effective and not decision.override_of_id
        )
        if made.get("execution", takes_effect):
            yield "its execution is missing"
        return
    if execution.decided_by_id != decision.decided_by_id:
        yield "its execution names another moderator"
    actions = {entry.action: (entry, payload) for entry, payload in entries if payload.get("decision") == decision.pk}
    approved = actions.get("execution.approved")
    second = execution.approved_by
    approver = (_name(second, approved and approved[0].actor), execution.approved_via) if second else None
    said = (approved[0].actor, approved[1].get("via", "")) if approved else None
    if approver != said:
        yield f"its second person is {_short(approver)}, and the chain says {_short(said)}"
    told = made.get("execution")
    if told and told["needs_second"] != execution.needs_second:
        yield f"its execution needs a second person: {execution.needs_second}, and the chain says the opposite"
    possible, done_at = _told_states(execution, told, entries)
    if execution.state not in possible:
        yield f"its execution is {execution.state}, and the chain says {' or '.join(sorted(possible))}"
    if done_at and execution.done_at and execution.done_at.isoformat() != done_at:
        yield f"its execution was done at {execution.done_at.isoformat()}, and the chain says {done_at}"


def _told_states(execution: Execution, told: dict[str, Any] | None, entries: Entries) -> tuple[set[str], str | None]:
    """The states that the entries leave, and when it took effect if they say so; old ones do not name the state."""
    possible = (
        {told["state"]} if told else {State.AWAITING} if execution.needs_second else {State.SCHEDULED, State.DONE}
    )
    done_at = told["done_at"] if told else None
    for entry, payload in entries:
        if entry.action == "decision.overturn" and payload.get("override_of") == execution.pk:
            possible = possible if payload.get("was") == State.DONE else {State.CANCELLED}
        elif payload.get("decision") == execution.pk and entry.action in _STATES:
            possible = {payload["state"]} if "state" in payload else set(_STATES[entry.action])
            done_at = payload.get("done_at")
    return possible, done_at


def _of_appeal(decision: Decision, entries: Entries) -> Iterator[str]:
    appeal = getattr(decision, "appeal", None)
    filed = next(((entry, told) for entry, told in entries if entry.action == "appeal.filed"), None)
    answered = next(((entry, told) for entry, told in entries if entry.action in _ANSWERED), None)
    if appeal is None:
        for entry, _ in filter(None, (filed, answered)):
            yield f"entry {entry.sequence} records an appeal that is not there"
        return
    if filed is None:
        yield f"no audit entry records its appeal {appeal.pk}"
    elif (appeal.pk, f"key:{appeal.key}") != (filed[1].get("appeal"), filed[0].actor):
        yield f"its appeal {appeal.pk} (key:{appeal.key}) differs from entry {filed[0].sequence}"
    elif any(filed[1].get(name, digest) != digest for name, digest in words_of(appeal).items()):
        yield f"its appeal's text or appellant is not that of entry {filed[0].sequence}"
    if answered is None:
        if appeal.state != Appeal.State.OPEN:
            yield f"no audit entry records the answer to its appeal {appeal.pk}"
        return
    entry, told = answered
    reviewer = _name(appeal.reviewed_by, entry.actor) if appeal.reviewed_by else None
    row = {"state": appeal.state, "answer": appeal.answer, "reviewer": reviewer, "number": appeal.pk}
    said = {
        "state": _ANSWERED[entry.action],
        "answer": told["answer"],
        "reviewer": entry.actor,
        "number": told["appeal"],
    }
    for name, value in row.items():
        if value != said[name]:
            yield f"its appeal's {name} is {_short(value)}, and entry {entry.sequence} says {_short(said[name])}"
    if not _close(appeal.resolved_at, told.get("resolved_at"), entry.at):
        yield f"its appeal was answered at {appeal.resolved_at}, and entry {entry.sequence} says another moment"


def _close(moment: datetime | None, told: str | None, written: datetime) -> bool:
    if moment is None:
        return False
    return moment.isoformat() == told if told else abs(written - moment) <= _LATE


def _first_entry() -> Difference | None:
    """The first entry about a decision that is not there, or stands under another article."""
    last = 0
    while True:
        rows = AuditEntry.objects.filter(_about_decisions(), sequence__gt=last).order_by("sequence")
        entries = list(rows.values_list("sequence", "action", "subject", "payload")[:_AT_ONCE])
        if not entries:
            return None
        told = [(sequence, action, subject, json.loads(payload)) for sequence, action, subject, payload in entries]
        ids = {payload.get("decision") for *_, payload in told}
        articles = dict(Decision.objects.filter(pk__in=ids - {None}).values_list("pk", "article_id"))
        for sequence, action, subject, payload in told:
            number = payload.get("decision")
            if number not in articles:
                return Difference(f"entry {sequence}", f"{action} tells of decision {number}, which is not there")
            if subject != f"article:{articles[number]}":
                return Difference(f"entry {sequence}", f"{action} names {subject}, not decision {number}'s article")
        last = entries[-1][0]


def _about_decisions() -> Q:
    prefixes = ("decision.", "execution.", "appeal.")
    return Q.create([Q(action__startswith=prefix) for prefix in prefixes], connector=Q.OR)


def _name(user: User, told: str | None) -> str:
    """The user's name; the one that an entry tells if the user had it once, as the chain says."""
    name = user.get_username()
    if told is None or told == name:
        return name
    changed = AuditEntry.objects.filter(subject=f"user:{user.pk}", action="user.changed")
    payloads = map(json.loads, changed.values_list("payload", flat=True))
    earlier = {payload.get("before", {}).get("username") for payload in payloads}
    return told if told in earlier else name


def _made(entry: AuditEntry, payload: dict[str, Any], decision: int) -> bool:
    return entry.action.startswith("decision.") and payload.get("decision") == decision


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:77]}…"
