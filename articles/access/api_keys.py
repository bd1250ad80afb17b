"""API keys: create, change, bind, replace and revoke them, and record their last use.

Each step is recorded with its actor: a user, or the name of what acts on the server (`command`), which may do all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.access import bindings
from articles.access.errors import KeyRefused as KeyRefused
from articles.models import ApiKey, Platform
from articles.models.access.keys import ACTING_SCOPE, SCOPES
from articles.signals import record

COMMAND = "command"
BIND = "articles.bind_apikey"
# Shortest time between two writes of `last_used_at`: it helps to find unused keys and is no access log.
USED_AGAIN = timedelta(minutes=1)


def grantable(actor: User | str) -> tuple[str, ...]:
    """The scopes that this actor may give to a key: nobody grants what acts for people without the right to bind."""
    if isinstance(actor, str) or actor.has_perm(BIND):
        return SCOPES
    return tuple(scope for scope in SCOPES if scope != ACTING_SCOPE)


@transaction.atomic
def make(
    name: str,
    scopes: Sequence[str],
    *,
    actor: User | str = COMMAND,
    platform: Platform | None = None,
    expires_at: datetime | None = None,
    rate: int | None = None,
    moderators: Iterable[str] = (),
) -> tuple[ApiKey, str]:
    """Create a key, bound to these moderators; return it with its text, which is not stored.

    Raises KeyRefused for unknown or missing scopes and those that the actor may not grant, for a name that is too long,
    and for moderators who cannot act.
    """
    wanted = list(dict.fromkeys(scopes))
    unknown = [scope for scope in wanted if scope not in SCOPES]
    if unknown or not wanted:
        raise KeyRefused(f"unknown scope {', '.join(unknown) or '(none)'}; known: {', '.join(SCOPES)}")
    _check_grants(actor, wanted)
    if not name.strip() or len(name) > 50:
        raise KeyRefused("NAME has 1 to 50 characters")
    if rate is not None and rate < 1:
        raise KeyRefused("a rate is at least 1 request a minute")
    key = ApiKey(name=name.strip(), scopes=wanted, platform=platform, expiry_date=expires_at, rate=rate)
    text: str = ApiKey.objects.assign_key(key)
    key.save()
    record(actor, "api_key.made", _subject(key), **facts(key))
    bindings.bind(key, moderators, actor=actor)
    return key, text


@transaction.atomic
def change(prefix: str, *, actor: User | str, **fields: Any) -> ApiKey:
    """Change name, scopes, platform, rate or expiry of a key. Raises KeyRefused, as `make`."""
    key = find(prefix, lock=True)
    before = facts(key)
    _check_grants(actor, [*key.scopes, *fields.get("scopes", ())])
    for name, value in fields.items():
        setattr(key, name, value)
    key.save(update_fields=list(fields))
    after = facts(key)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        told = {name: {"before": before[name], "after": after[name]} for name in changed}
        record(actor, "api_key.changed", _subject(key), **told)
    return key


@transaction.atomic
def replace(
    prefix: str, *, overlap: timedelta, expires_at: datetime | None = None, actor: User | str = COMMAND
) -> tuple[ApiKey, str]:
    """Create a successor with the same name, scopes, platform, rate and moderators; the old key ends after `overlap`.

    Raises KeyRefused for a key that is not live or already has a successor, so that at most two are live.
    """
    old = find(prefix, lock=True)
    if old.revoked or old.has_expired:
        raise KeyRefused(f"{prefix} is not live any more; make a new key instead")
    if ApiKey.objects.filter(replaces=old).exists():
        raise KeyRefused(f"{prefix} was replaced already; two keys are live at most")
    key, text = make(old.name, old.scopes, actor=actor, platform=old.platform, expires_at=expires_at, rate=old.rate)
    key.replaces = old
    key.save(update_fields=["replaces"])
    bindings.inherit(key, old, actor=actor)
    end = timezone.now() + overlap
    old.expiry_date = min(old.expiry_date, end) if old.expiry_date else end
    old.save(update_fields=["expiry_date"])
    ends = old.expiry_date.isoformat()
    record(actor, "api_key.replaced", _subject(old), successor=str(key.prefix), expires_at=ends)
    return key, text


@transaction.atomic
def revoke(prefix: str, *, actor: User | str = COMMAND) -> ApiKey:
    """End a key at once and for good. Raises KeyRefused when no key has that prefix."""
    key = find(prefix, lock=True)
    if not key.revoked:
        key.revoked = True
        key.save(update_fields=["revoked"])
        record(actor, "api_key.revoked", _subject(key), name=key.name)
    return key


@transaction.atomic
def bind(prefix: str, moderators: Iterable[str], *, actor: User | str = COMMAND) -> ApiKey:
    """Let a key act for these people besides those it is bound to. Raises KeyRefused."""
    key = find(prefix, lock=True)
    if key.revoked or key.has_expired:
        raise KeyRefused(f"{prefix} is not live any more; make a new key instead")
    _check_binds(actor)
    bindings.bind(key, moderators, actor=actor)
    return key


@transaction.atomic
def unbind(prefix: str, moderators: Iterable[str], *, actor: User | str = COMMAND) -> ApiKey:
    """Let a key act for these people no more, at once. Raises KeyRefused for somebody it is not bound to."""
    key = find(prefix, lock=True)
    _check_binds(actor)
    bindings.unbind(key, moderators, actor=actor)
    return key


def find(prefix: str, *, lock: bool = False) -> ApiKey:
    """Find the key with that prefix (its 8 characters before the dot). Raises KeyRefused."""
    keys = ApiKey.objects.select_for_update() if lock else ApiKey.objects.all()
    found: ApiKey | None = keys.filter(prefix=prefix).first()
    if found is None:
        raise KeyRefused(f"no key with the prefix {prefix}; see list_api_keys")
    return found


def note_use(key: ApiKey) -> None:
    """Record the time of the key's last use, to the minute."""
    now = timezone.now()
    if key.last_used_at is not None and now - key.last_used_at < USED_AGAIN:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - USED_AGAIN)
    ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


def facts(key: ApiKey) -> dict[str, Any]:
    """What a key may, as the audit chain keeps it; never its text or hash."""
    return {
        "name": key.name,
        "scopes": list(key.scopes),
        "platform": key.platform.code if key.platform else None,
        "rate": key.rate,
        "expires_at": key.expiry_date.isoformat() if key.expiry_date else None,
    }


def _subject(key: ApiKey) -> str:
    return f"api_key:{key.prefix}"


def _check_grants(actor: User | str, scopes: Iterable[str]) -> None:
    refused = sorted(set(scopes) - set(grantable(actor)))
    if refused:
        raise KeyRefused(f"only who may bind keys to moderators makes or changes a key with {', '.join(refused)}")


def _check_binds(actor: User | str) -> None:
    if not (isinstance(actor, str) or actor.has_perm(BIND)):
        raise KeyRefused("binding a key to moderators needs that right")
