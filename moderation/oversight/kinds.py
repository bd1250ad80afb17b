"""What can be proposed: how a row's state is read, how a change is carried out, and whom it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model

from moderation import audit
from moderation.audit.rows import changes, shown, state_of
from moderation.models import ActRule, ExposureLimit, Queue
from moderation.vocabulary import proposals

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change. States are plain JSON; None stands for a row that is not there.

    - `find`: the locked row of a target, None when it is gone; `target`: the name of a row that `find` takes
    - `read`: its state
    - `check`: raises PermissionDenied for a user who may not change from one state to the other
    - `carry_out`: changes the row in the caller's transaction and writes the audit entry; returns the row, if any
    - `about`: the ids of the users whom the change is about, who may not confirm it
    - `fields`: the model's fields in its state, for forms and pages
    """

    code: str
    model: type[Model]
    find: Callable[[str], Any]
    target: Callable[[Any], str]
    read: Callable[[Any], State]
    check: Callable[[User, State | None, State | None], None]
    carry_out: Callable[[User, Any, State | None, Mapping[str, Any]], Any]
    about: Callable[[State | None, State | None], set[int]]
    fields: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Adds a kind; `loosening` knows its fields."""
    KINDS[kind.code] = kind
    return kind


def of_rows(code: str, model: type[Model], fields: tuple[str, ...], about: tuple[str, ...] = ()) -> Kind:
    """A kind of plain rows: `fields` are read and written; those in `about` name users by their id."""
    own: Callable[[str], Any] = model._meta.get_field
    many = tuple(name for name in fields if own(name).many_to_many)

    def find(target: str) -> Any:
        return model._default_manager.select_for_update(of=("self",)).filter(pk=int(target)).first()

    def read(row: Any) -> State:
        plain = {name: getattr(row, own(name).attname) for name in fields if name not in many}
        return plain | {name: sorted(getattr(row, name).values_list("pk", flat=True)) for name in many}

    def check(user: User, was: State | None, wanted: State | None) -> None:
        right = "add" if was is None else "delete" if wanted is None else "change"
        if not user.has_perm(f"moderation.{right}_{model._meta.model_name}"):
            raise PermissionDenied(f"this needs the right to {right} a {model._meta.verbose_name}")

    def carry_out(actor: User, row: Any, wanted: State | None, told: Mapping[str, Any]) -> Any:
        before = {} if row is None else state_of(row)
        name = "" if row is None else str(row)
        subject = f"{code}:{row.pk}" if row is not None else ""
        if wanted is None:
            row.delete()
            audit.append(actor, f"{code}.removed", subject, name=name[:200], before=shown(model, before), **told)
            return None
        kept: Any = model() if row is None else row
        for field in fields:
            if field not in many:
                setattr(kept, own(field).attname, wanted[field])
        kept.full_clean()
        kept.save()
        for field in many:
            getattr(kept, field).set(wanted[field])
        after = state_of(model._default_manager.get(pk=kept.pk))
        sides = changes(model, before, after) if before else ({}, shown(model, after))
        if any(sides):
            what = "changed" if before else "made"
            told = {"name": str(kept)[:200], "before": sides[0], "after": sides[1], **told}
            audit.append(actor, f"{code}.{what}", f"{code}:{kept.pk}", **told)
        return kept

    def users(was: State | None, wanted: State | None) -> set[int]:
        sides = [side for side in (was, wanted) if side]
        return {side[name] for side in sides for name in about if side[name] is not None}

    return Kind(code, model, find, lambda row: str(row.pk), read, check, carry_out, users, fields)


register(of_rows(proposals.ACT_RULE, ActRule, ("act", "source", "second_person", "grace_seconds")))
register(of_rows(proposals.EXPOSURE_LIMIT, ExposureLimit, ("user", "queue", "per_day"), about=("user",)))
register(
    of_rows(
        proposals.QUEUE,
        Queue,
        ("code", "name_zh", "name_en", "sla_minutes", "is_default", "leads_only", "groups"),
    )
)
