"""API keys: create, replace and revoke them, and record their last use."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import ApiKey, Platform
from articles.models.access import SCOPES

# Shortest time between two writes of `last_used_at`: it helps to find unused keys and is no access log.
USED_AGAIN = timedelta(minutes=1)


class KeyRefused(ValueError):
    """A key could not be created or changed; the message says why."""


def make(
    name: str,
    scopes: list[str],
    *,
    platform: Platform | None = None,
    expires_at: datetime | None = None,
    rate: int | None = None,
) -> tuple[ApiKey, str]:
    """Create a key; return it with its text, which is not stored.

    Raises KeyRefused for unknown or missing scopes, and for a name that is too long.
    """
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
    """Create a successor with the same name, scopes, platform and rate; the old key ends after `overlap`, or sooner.

    Raises KeyRefused for a key that is not live or already has a successor, so that at most two are live.
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
    """End a key at once and for good. Raises KeyRefused when no key has that prefix."""
    key = find(prefix, lock=True)
    if not key.revoked:
        key.revoked = True
        key.save(update_fields=["revoked"])
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
