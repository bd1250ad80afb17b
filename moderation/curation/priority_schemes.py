"""What orders the queue, as leads choose it: the model in use, and the dials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from moderation import audit
from moderation.models import PriorityModel, PriorityScheme, Queue
from moderation.triage.priority.dials import read_dials, written
from moderation.triage.priority.value import Dials


class StaleScheme(Exception):
    """The scheme that the lead saw is no longer in use, or already is what they ask for."""


def scheme_in_force() -> PriorityScheme | None:
    """The newest scheme; None while the shipped model and dials order the queue."""
    return PriorityScheme.objects.select_related("model", "author").first()


@transaction.atomic
def put_into_use(user: User, model_id: int | None, *, seen: int | None) -> PriorityScheme:
    """Lets a model order the queue from now on, None the shipped one; open items are ordered anew by and by.

    `seen` is the scheme that the lead looked at. Raises PermissionDenied, StaleScheme, PriorityModel.DoesNotExist.
    """
    before = _locked(user, seen)
    model = None if model_id is None else PriorityModel.objects.get(pk=model_id)
    if (before.model_id if before else None) == model_id:
        raise StaleScheme
    scheme = _save(user, model, before.dials if before else {})
    about = {"name": model.name, "sha256": model.sha256, "figures": model.figures} if model else {"name": "shipped"}
    instead_of = before.model.name if before and before.model else "shipped"
    audit.append(user, "priority_model.promoted", f"priority_scheme:{scheme.pk}", **about, instead_of=instead_of)
    return scheme


@transaction.atomic
def set_dials(user: User, dials: Mapping[str, Any], *, seen: int | None) -> PriorityScheme:
    """Sets the dials; open items are ordered anew by and by. Raises ValueError, and as `put_into_use`."""
    before = _locked(user, seen)
    was, now = written(read_dials(before.dials) if before else Dials()), written(read_dials(dials))
    if was == now:
        raise StaleScheme
    scheme = _save(user, before.model if before else None, now)
    audit.append(user, "priority_dials.set", f"priority_scheme:{scheme.pk}", before=was, after=now)
    return scheme


def _locked(user: User, seen: int | None) -> PriorityScheme | None:
    if not user.has_perm("moderation.change_priorityscheme"):
        raise PermissionDenied("ordering the queue needs the lead role")
    # The default queue stands for all: of two leads at once, the second sees the first's change.
    Queue.objects.select_for_update().get(is_default=True)
    before = scheme_in_force()
    if (before.pk if before else None) != seen:
        raise StaleScheme
    return before


def _save(user: User, model: PriorityModel | None, dials: dict[str, float]) -> PriorityScheme:
    scheme = PriorityScheme(model=model, dials=dials, author=user)
    scheme.save()
    return scheme
