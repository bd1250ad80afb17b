"""API keys as a kind of proposal: to widen one takes two, where two persons are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from articles.access import api_keys
from articles.models import ApiKey, Platform
from articles.models.access.keys import ACTING_SCOPE
from moderation.oversight.kinds import Kind, State, register
from moderation.vocabulary import proposals


def read(key: ApiKey) -> State:
    """What the key may. `requests_a_minute` is its rate, or that of the installation where it has none."""
    return {
        "name": key.name,
        "scopes": sorted(key.scopes),
        "platform": key.platform_id,
        "rate": key.rate,
        "requests_a_minute": per_minute(key.rate),
        "expires_at": key.expiry_date.isoformat() if key.expiry_date else None,
        "revoked": key.revoked,
        "moderators": sorted(person.pk for person in key.people()),
    }


def per_minute(rate: int | None) -> int:
    """The requests a minute that a rate allows; None stands for the installation's."""
    return int(settings.API_RATE) if rate is None else rate


def _find(prefix: str) -> ApiKey | None:
    key: ApiKey | None = ApiKey.objects.select_for_update().filter(prefix=prefix).first()
    return key


def _target(key: ApiKey) -> str:
    return str(key.prefix)


def _check(user: User, was: State | None, wanted: State | None) -> None:
    if was is None or wanted is None:
        raise PermissionDenied("keys are made and revoked, never removed")
    acts = ACTING_SCOPE in {*was["scopes"], *wanted["scopes"]} or was["moderators"] != wanted["moderators"]
    if not user.has_perm("articles.change_apikey") or (acts and not user.has_perm(api_keys.BIND)):
        raise PermissionDenied("changing this key needs the right to change keys, and to bind one that acts for people")


def _carry_out(actor: User, key: ApiKey, wanted: State | None, told: Mapping[str, Any]) -> ApiKey:
    """By whom it was proposed: they hold the right. That another confirmed it stands in the entry of the proposal."""
    assert wanted is not None  # noqa: S101 - refused by `_check`
    proposer = told.get("proposed_by")
    by = User.objects.get(username=proposer) if proposer else actor
    prefix = str(key.prefix)
    before: dict[str, Any] = {
        "name": key.name,
        "scopes": sorted(key.scopes),
        "platform": key.platform,
        "rate": key.rate,
        "expiry_date": key.expiry_date,
    }
    end = wanted["expires_at"]
    after: dict[str, Any] = {
        "name": wanted["name"],
        "scopes": wanted["scopes"],
        "platform": Platform.objects.filter(pk=wanted["platform"]).first(),
        "rate": wanted["rate"],
        "expiry_date": datetime.fromisoformat(end) if end else None,
    }
    changed = {name: value for name, value in after.items() if value != before[name]}
    bound = {person.pk: person.get_username() for person in key.people()}
    try:
        if changed:
            api_keys.change(prefix, actor=by, **changed)
        new = User.objects.filter(pk__in=set(wanted["moderators"]) - set(bound)).values_list("username", flat=True)
        if new:
            api_keys.bind(prefix, sorted(new), actor=by)
        gone = [name for pk, name in bound.items() if pk not in wanted["moderators"]]
        if gone:
            api_keys.unbind(prefix, gone, actor=by)
        if wanted["revoked"] and not key.revoked:
            api_keys.revoke(prefix, actor=by)
    except api_keys.KeyRefused as error:
        raise ValidationError(str(error)) from error
    return api_keys.find(prefix)


def _about(was: State | None, wanted: State | None) -> set[int]:
    """Whom the key would act for besides those it acts for now."""
    return set((wanted or {}).get("moderators", ())) - set((was or {}).get("moderators", ()))


register(Kind(proposals.API_KEY, ApiKey, _find, _target, read, _check, _carry_out, _about))
