"""Promotion and withdrawal of clickbait models by a lead."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import HeadlineModel
from moderation import audit

State = HeadlineModel.State


class StaleModel(Exception):
    """The model is in that state already: somebody else was faster."""


@transaction.atomic
def promote(user: User, model_id: int) -> HeadlineModel:
    """Puts a model into use from the next headline on; retires the current one, which may come back.

    Raises PermissionDenied, StaleModel, HeadlineModel.DoesNotExist.
    """
    model = _locked(user, model_id)
    if model.state == State.ACTIVE:
        raise StaleModel(model.state)
    before = HeadlineModel.objects.filter(language=model.language, state=State.ACTIVE).first()
    if before:
        _move(before, State.RETIRED)
    _move(model, State.ACTIVE)
    instead_of = before.name if before else "shipped"
    audit.append(user, "headline_model.promoted", f"headline_model:{model.pk}", **_about(model), instead_of=instead_of)
    return model


@transaction.atomic
def withdraw(user: User, model_id: int) -> HeadlineModel:
    """Ends a model's trial or use; without one in use, the shipped weights score. Raises as `promote`."""
    model = _locked(user, model_id)
    if model.state == State.RETIRED:
        raise StaleModel(model.state)
    was = model.state
    _move(model, State.RETIRED)
    audit.append(user, "headline_model.withdrawn", f"headline_model:{model.pk}", **_about(model), was=was)
    return model


def _locked(user: User, model_id: int) -> HeadlineModel:
    if not user.has_perm("articles.change_headlinemodel"):
        raise PermissionDenied("putting models into use needs the lead role")
    language = HeadlineModel.objects.values_list("language", flat=True).get(pk=model_id)
    # Locks all models of the language in one order: of two leads at once, the second sees the first's change.
    rows = HeadlineModel.objects.select_for_update().filter(language=language).order_by("pk").defer("weights")
    return next(row for row in rows if row.pk == model_id)


def _move(model: HeadlineModel, state: str) -> None:
    model.state = state
    model.save(update_fields=["state"])


def _about(model: HeadlineModel) -> dict[str, object]:
    return {"name": model.name, "sha256": model.sha256, "figures": model.comparison}
