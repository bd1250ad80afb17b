"""API keys: made, replaced, revoked, and when they were last used."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import ApiKey, Platform
from articles.models.access import SCOPES

# `last_used_at` is written at most so often: it is for people who clean up, not an access log.
USED_AGAIN = timedelta(minutes=1)


class KeyRefused(ValueError):
    """No key was made or changed; the message says why."""


def make(
    name: str,
    scopes: list[str],
    *,
    platform: Platform | None = None,
    expires_at: datetime | None = None,
    rate: int | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its text, which is not kept. Raises KeyRefused for unknown scopes, none, or a name too long."""
    wanted = list(dict.fromkeys(scopes))
    unknown = [scope for scope in wanted if scope not in SCOPES]
    if unknown or not wanted:
        raise KeyRefused(f"unknown scope {', '.join(unknown) or '(none)'}; known: {', '.join(SCOPES)}")
    if not name.strip() or len(name) > 50:
        raise KeyRefused("NAME has 1 to 50 characters")
    if rate is not None and rate < 1:
        raise KeyRefused("a rate is at least 1 request a minute")
    key = ApiKey(name=name.strip(), scopes=wanted, platform=platform, expiry_date=expires_at, rate=rate)
    text: str = ApiKey.objects.assign_key(key)
    key.save()
    return key, text


@transaction.atomic
def replace(prefix: str, *, overlap: timedelta, expires_at: datetime | None = None) -> tuple[ApiKey, str]:
    """A successor with the same name, scopes, platform and rate; the old key ends after `overlap`, or sooner.

    Raises KeyRefused for a key that is not live, or has a successor already: so there are two at most.
    """
    old = find(prefix, lock=True)
    if old.revoked or old.has_expired:
        raise KeyRefused(f"{prefix} is not live any more; make a new key instead")
    if ApiKey.objects.filter(replaces=old).exists():
        raise KeyRefused(f"{prefix} was replaced already; two keys are live at most")
    key, text = make(old.name, old.scopes, platform=old.platform, expires_at=expires_at, rate=old.rate)
    key.replaces = old
    key.save(update_fields=["replaces"])
    end = timezone.now() + overlap
    old.expiry_date = min(old.expiry_date, end) if old.expiry_date else end
    old.save(update_fields=["expiry_date"])
    return key, text


@transaction.atomic
def revoke(prefix: str) -> ApiKey:
    """Ends a key at once and for good. Raises KeyRefused when there is none of that prefix."""
    key = find(prefix, lock=True)
    if not key.revoked:
        key.revoked = True
        key.save(update_fields=["revoked"])
    return key


def find(prefix: str, *, lock: bool = False) -> ApiKey:
    """The key with that prefix (its 8 characters before the dot). Raises KeyRefused."""
    keys = ApiKey.objects.select_for_update() if lock else ApiKey.objects.all()
    found: ApiKey | None = keys.filter(prefix=prefix).first()
    if found is None:
        raise KeyRefused(f"no key with the prefix {prefix}; see list_api_keys")
    return found


def note_use(key: ApiKey) -> None:
    """Keeps when the key was last used, exact to a minute."""
    now = timezone.now()
    if key.last_used_at is not None and now - key.last_used_at < USED_AGAIN:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - USED_AGAIN)
    ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)
