"""Links of accounts: a lead makes one at once; to end one frees an account of doubt, which may take two leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles.assessment.evidence_marks import mark_links
from articles.models import Source, SourceLink
from articles.scoring.stored.links import MOST, linked_to
from articles.vocabulary.citations import SOURCE_LINKS
from moderation import audit
from moderation.models import Event
from moderation.oversight import proposing
from moderation.oversight.kinds import Kind, State, register
from moderation.oversight.proposing import Outcome
from moderation.vocabulary import events, proposals


def link(user: User, source: int, other: int, kind: str, reason: str, *, via: str) -> Outcome:
    """Link two accounts; takes effect at once.

    Raises PermissionDenied, and ValidationError with a code: `unknown`, `reason`, `linked`, `many`.
    """
    wanted = {"source": source, "other": other, "kind": kind, "reason": reason, "ended": False, "end_reason": ""}
    return proposing.change(user, proposals.SOURCE_LINK, "", wanted, via=via)


def unlink(user: User, link_id: int, reason: str, *, via: str) -> Outcome:
    """End a link, or propose that where two persons are asked for: it frees an account of doubt.

    Raises SourceLink.DoesNotExist, PermissionDenied, ProposalRefused, and ValidationError (`ended`, `reason`).
    """
    found = SourceLink.objects.get(pk=link_id)
    wanted = {**read(found), "ended": True, "end_reason": reason}
    if found.ended_at is not None or not reason.strip():
        raise ValidationError("a link ends once, with a reason", code="reason" if found.ended_at is None else "ended")
    return proposing.change(user, proposals.SOURCE_LINK, str(link_id), wanted, via=via)


def read(link: SourceLink) -> State:
    """The two accounts, why they are linked, and whether and why that has ended."""
    return {
        "source": link.source_id,
        "other": link.other_id,
        "kind": str(link.kind),
        "reason": link.reason,
        "ended": link.ended_at is not None,
        "end_reason": link.end_reason,
    }


def _find(target: str) -> SourceLink | None:
    return SourceLink.objects.select_for_update(of=("self",)).filter(pk=int(target)).first()


def _check(user: User, was: State | None, wanted: State | None) -> None:
    right = "articles.add_sourcelink" if was is None else "articles.change_sourcelink"
    if wanted is None or not user.has_perm(right):
        raise PermissionDenied("linking accounts and ending that needs the lead role")


def _carry_out(actor: User, link: SourceLink | None, wanted: State | None, told: Mapping[str, Any]) -> SourceLink:
    assert wanted is not None  # noqa: S101 - refused by `_check`
    return _link(actor, wanted, told) if link is None else _end(actor, link, wanted, told)


def _link(actor: User, wanted: State, told: Mapping[str, Any]) -> SourceLink:
    ends = sorted((wanted["source"], wanted["other"]))
    # Locked in one order, so that of two leads at once the second sees the first one's link.
    found = list(Source.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ends).order_by("pk"))
    if len(found) != 2:
        raise ValidationError("a link needs two different sources that exist", code="unknown")
    if wanted["kind"] not in SOURCE_LINKS or not wanted["reason"].strip():
        raise ValidationError("a link needs a kind and a reason", code="reason")
    around = linked_to(ends)
    if SourceLink.objects.filter(source=ends[0], other=ends[1], ended_at=None).exists():
        raise ValidationError("these accounts are linked already", code="linked")
    members = set(ends).union(*around.values())
    if len(members) > MOST:
        raise ValidationError(f"at most {MOST} accounts may be linked together", code="many")
    link = SourceLink.objects.create(
        source=found[0], other=found[1], kind=wanted["kind"], reason=wanted["reason"].strip()[:1000]
    )
    _tell(actor, link, "source_link.made", events.SOURCE_LINKED, {"reason": link.reason, **told})
    mark_links(members)
    return link


def _end(actor: User, link: SourceLink, wanted: State, told: Mapping[str, Any]) -> SourceLink:
    reason = wanted["end_reason"].strip()[:1000]
    if link.ended_at is not None or not wanted["ended"] or not reason:
        raise ValidationError("a link ends once, with a reason", code="ended")
    members = {link.source_id, link.other_id}.union(*linked_to([link.source_id, link.other_id]).values())
    link.ended_at, link.end_reason = timezone.now(), reason
    link.save(update_fields=["ended_at", "end_reason"])
    _tell(actor, link, "source_link.ended", events.SOURCE_UNLINKED, {"reason": reason, **told})
    mark_links(members)
    return link


def _tell(actor: User, link: SourceLink, action: str, event: str, told: Mapping[str, Any]) -> None:
    sources = [link.source_id, link.other_id]
    names = [str(link.source)[:200], str(link.other)[:200]]
    audit.append(actor, action, f"source_link:{link.pk}", sources=sources, names=names, kind=str(link.kind), **told)
    # About no article: only endpoints of all platforms hear it, since an account of another platform is named.
    Event(type=event, data={"link": link.pk, "sources": sources, "kind": str(link.kind)}).save()


register(
    Kind(
        proposals.SOURCE_LINK,
        SourceLink,
        _find,
        lambda link: str(link.pk),
        read,
        _check,
        _carry_out,
        lambda was, wanted: set(),
    )
)
