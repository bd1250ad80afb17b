"""Changes of rules and limits: carried out at once, or proposed where they loosen and two persons are asked for.

Two persons are asked for once any rule for an act asks for a second person, or the setting TWO_PERSONS is on. The
second lead confirms in the console.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from moderation import audit
from moderation.models import ActRule, Proposal
from moderation.oversight.kinds import KINDS, Kind, State
from moderation.oversight.loosening import loosened
from moderation.vocabulary.proposals import PROPOSAL_REFUSALS

CONFIRM = "moderation.confirm_proposal"
CONSOLE = "console"
_Open = Proposal.State.OPEN


class ProposalRefused(Exception):
    """The proposal cannot be made or settled by this person now; `code` is a term of the proposal refusals."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = PROPOSAL_REFUSALS[code].code


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change: the `row` as it is now (None once removed), or the `proposal` that waits."""

    row: Any = None
    proposal: Proposal | None = None


def two_persons_asked() -> bool:
    """Whether this installation asks for two persons when a rule is loosened."""
    return bool(settings.TWO_PERSONS) or ActRule.objects.filter(second_person=True).exists()


@transaction.atomic
def change(user: User, kind_code: str, target: str, wanted: State | None, *, via: str) -> Outcome:
    """Changes the row `target` ("" for a new one) to `wanted` (None removes it), or proposes it where it loosens.

    `via` is the way the user came: `admin`, `console`, `key:PREFIX`. Raises PermissionDenied, ValidationError,
    ProposalRefused (`waiting`: one proposal for a row at a time; `outdated`: the row is gone).
    """
    kind = KINDS[kind_code]
    row = kind.find(target) if target else None
    if target and row is None:
        raise ProposalRefused("outdated")
    was = None if row is None else kind.read(row)
    kind.check(user, was, wanted)
    loosens = loosened(kind_code, was, wanted)
    if loosens and two_persons_asked():
        return Outcome(proposal=_propose(user, kind, row, was, wanted, loosens, via))
    return Outcome(row=kind.carry_out(user, row, wanted, {"channel": via}))


def _propose(
    user: User, kind: Kind, row: Any, was: State | None, wanted: State | None, loosens: list[str], via: str
) -> Proposal:
    target = "" if row is None else kind.target(row)
    if target and Proposal.objects.filter(kind=kind.code, target=target, state=_Open).exists():
        raise ProposalRefused("waiting")
    name = str(row) if row is not None else str(kind.model._meta.verbose_name)
    proposal = Proposal(
        kind=kind.code,
        target=target,
        name=name[:200],
        was=was or {},
        wanted=wanted or {},
        loosens=loosens,
        proposed_by=user,
        via=via,
    )
    proposal.save()
    audit.append(user, "proposal.made", _subject(proposal), **_told(proposal), channel=via)
    return proposal


@transaction.atomic
def _settle_outdated(user: User, proposal: Proposal) -> None:
    _settle(user, proposal, Proposal.State.OUTDATED)
    audit.append(user, "proposal.outdated", _subject(proposal), **_told(proposal))


def confirm(user: User, proposal_id: int, *, via: str = CONSOLE) -> Any:
    """Carries a proposal out, as its second person; returns the row. Void when the row has changed since.

    Raises PermissionDenied, ProposalRefused, Proposal.DoesNotExist.
    """
    with transaction.atomic():
        proposal = _locked(proposal_id)
        _check_second(user, proposal, via)
        kind = KINDS[proposal.kind]
        row = kind.find(proposal.target) if proposal.target else None
        was = None if row is None else kind.read(row)
        outdated = (was or {}) != proposal.was
        if not outdated:
            try:
                with transaction.atomic():
                    kept = _carry_out(user, proposal, kind, row)
            except ValidationError:
                outdated = True
        if outdated:
            _settle_outdated(user, proposal)
    if outdated:
        # After the commit: that it is void stays, whatever the caller does with the refusal.
        raise ProposalRefused("outdated")
    return kept


def _carry_out(user: User, proposal: Proposal, kind: Kind, row: Any) -> Any:
    _settle(user, proposal, Proposal.State.CONFIRMED)
    audit.append(user, "proposal.confirmed", _subject(proposal), **_told(proposal), channel=CONSOLE)
    told = {"channel": CONSOLE, "proposal": proposal.pk, "proposed_by": proposal.proposed_by.get_username()}
    return kind.carry_out(user, row, proposal.wanted or None, told)


@transaction.atomic
def refuse(user: User, proposal_id: int, note: str = "") -> Proposal:
    """A second lead does not agree. Raises PermissionDenied, ProposalRefused, Proposal.DoesNotExist."""
    proposal = _locked(proposal_id)
    if not user.has_perm(CONFIRM):
        raise PermissionDenied("settling a proposal needs the lead role")
    if proposal.proposed_by_id == user.pk:
        raise ProposalRefused("own")
    _settle(user, proposal, Proposal.State.REFUSED, note)
    audit.append(user, "proposal.refused", _subject(proposal), **_told(proposal), note=proposal.note, channel=CONSOLE)
    return proposal


@transaction.atomic
def withdraw(user: User, proposal_id: int) -> Proposal:
    """The person who proposed it takes it back. Raises as `refuse`."""
    proposal = _locked(proposal_id)
    if proposal.proposed_by_id != user.pk:
        raise PermissionDenied("only the person who proposed a change withdraws it")
    _settle(user, proposal, Proposal.State.WITHDRAWN)
    audit.append(user, "proposal.withdrawn", _subject(proposal), **_told(proposal), channel=CONSOLE)
    return proposal


def refusal(user: User, proposal: Proposal, via: str = CONSOLE) -> str:
    """Why this user, who may confirm proposals, may not confirm this one; "" when they may."""
    was, wanted = proposal.was or None, proposal.wanted or None
    if proposal.proposed_by_id == user.pk:
        return "own"
    if via != CONSOLE and via == proposal.via:
        return "same_credential"
    if user.pk in KINDS[proposal.kind].about(was, wanted):
        return "beneficiary"
    if user.date_joined > proposal.created_at:
        return "younger"
    try:
        KINDS[proposal.kind].check(proposal.proposed_by, was, wanted)
    except PermissionDenied:
        return "proposer_left"
    return ""


def _check_second(user: User, proposal: Proposal, via: str) -> None:
    if not user.has_perm(CONFIRM):
        raise PermissionDenied("confirming a change needs the lead role")
    why = refusal(user, proposal, via)
    if why:
        raise ProposalRefused(why)


def _locked(proposal_id: int) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("proposed_by")
    proposal = rows.get(pk=proposal_id)
    if proposal.state != _Open:
        raise ProposalRefused("settled")
    return proposal


def _settle(user: User, proposal: Proposal, state: str, note: str = "") -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, user, timezone.now()
    proposal.note = note.strip()[:1000]
    proposal.save(update_fields=["state", "decided_by", "decided_at", "note"])


def _subject(proposal: Proposal) -> str:
    return f"proposal:{proposal.pk}"


def _told(proposal: Proposal) -> dict[str, Any]:
    return {
        "kind": proposal.kind,
        "about": f"{proposal.kind}:{proposal.target}" if proposal.target else proposal.kind,
        "name": proposal.name,
        "before": proposal.was,
        "after": proposal.wanted,
        "loosens": proposal.loosens,
        "proposed_by": proposal.proposed_by.get_username(),
        "via": proposal.via,
    }
