"""A proposed change in words: the fields that differ, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _

from articles.models.codes import word_of
from moderation.models import Proposal
from moderation.oversight.kinds import KINDS
from moderation.oversight.proposing import CONFIRM, refusal
from moderation.vocabulary.proposals import PROPOSAL_KINDS, PROPOSAL_REFUSALS


@dataclass(frozen=True, slots=True)
class Line:
    """One field that the change touches; `loosens` marks those for which a second lead is needed."""

    name: str
    before: str
    after: str
    loosens: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal for its page; `refusal` says why the reader may not confirm it."""

    proposal: Proposal
    kind: str
    removes: bool
    lines: list[Line]
    may_confirm: bool
    is_own: bool
    refusal: str


def shown(proposal: Proposal, user: User) -> Shown:
    """The proposal as this user sees it."""
    model = KINDS[proposal.kind].model
    was, wanted = proposal.was, proposal.wanted
    names = [name for name in {**was, **wanted} if was.get(name) != wanted.get(name)]
    # A new or removed row is shown whole, without what it leaves empty.
    names = [name for name in names if was.get(name) not in _EMPTY or wanted.get(name) not in _EMPTY]
    lines = [
        Line(
            _field_name(model, name),
            _words(model, name, was[name]) if name in was else "—",
            _words(model, name, wanted[name]) if name in wanted else "—",
            name in proposal.loosens,
        )
        for name in names
    ]
    why = refusal(user, proposal) if proposal.state == Proposal.State.OPEN else ""
    return Shown(
        proposal,
        word_of(PROPOSAL_KINDS, proposal.kind),
        bool(was) and not wanted,
        lines,
        user.has_perm(CONFIRM) and not why,
        proposal.proposed_by_id == user.pk,
        word_of(PROPOSAL_REFUSALS, why, long=True) if why and user.has_perm(CONFIRM) else "",
    )


_EMPTY: tuple[Any, ...] = (None, "", [], False)


def _field_name(model: type[Model], name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # plain fields
    except FieldDoesNotExist:
        return {
            "live": _("live version"),
            "ended": _("unlinked"),
            "moderators": _("acts for"),
            "requests_a_minute": _("requests a minute"),
        }.get(name, name)


def _words(model: type[Model], name: str, value: Any) -> str:
    if value is None or value == []:
        return "—"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(_named(model, name, value))
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return str(value)
    if field.is_relation:
        return ", ".join(_named(model, name, [value]))
    choices = dict(field.flatchoices)
    return str(choices.get(value, value))


def _named(model: type[Model], name: str, keys: Iterable[Any]) -> list[str]:
    """The rows that a state names by their keys, in words; their keys once they are gone."""
    try:
        other: Any = model._meta.get_field(name).related_model
    except FieldDoesNotExist:
        other = None
    if other is None:
        return [str(key) for key in keys]
    rows = other._default_manager.in_bulk(list(keys))
    return [str(rows.get(key, f"#{key}")) for key in keys]
