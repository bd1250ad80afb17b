"""Persons' tokens: one sign-in at an outside console, from its first token to its end.

A sign-in ends by itself (TOKEN_SIGN_IN_SECONDS), by the person or the console, and with a new password, deactivation,
the loss of the role, a second factor that it was made without, or a refresh token that is used twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string
from django_otp import user_has_device

from moderation import audit
from moderation.models import OutsideConsole, PersonToken
from moderation.models.people.digests import digest

# PREFIX.SECRET, like API keys; the secret has 256 bits.
TEXT = re.compile(r"[A-Za-z0-9]{8}\.[A-Za-z0-9]{43}")
_USED_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two secrets of a sign-in, told once."""

    access: str
    refresh: str


def person_hash(user: User) -> str:
    """What a new password changes; the same as Django keeps in a session."""
    made: str = user.get_session_auth_hash()
    return made


def pair(prefix: str | None = None) -> Pair:
    """Two new secrets of one sign-in."""
    prefix = prefix or get_random_string(8)
    return Pair(f"{prefix}.{get_random_string(43)}", f"{prefix}.{get_random_string(43)}")


@transaction.atomic
def begin(user: User, console: OutsideConsole, secrets: Pair, *, second_factor: bool, known_hash: str) -> PersonToken:
    """Signs a person in at an outside console; `known_hash` is their `person_hash` when they agreed."""
    now = timezone.now()
    token = PersonToken.objects.create(
        prefix=secrets.access[:8],
        console=console,
        user=user,
        access_digest=digest(secrets.access),
        access_expires_at=now + timedelta(seconds=settings.TOKEN_SECONDS),
        refresh_digest=digest(secrets.refresh),
        person_hash=known_hash,
        second_factor=second_factor,
        ends_at=now + timedelta(seconds=settings.TOKEN_SIGN_IN_SECONDS),
    )
    audit.append(
        user,
        "person_token.begun",
        f"person_token:{token.prefix}",
        console=console.client_id,
        name=console.name,
        second_factor=second_factor,
        ends_at=token.ends_at.isoformat(),
    )
    return token


@transaction.atomic
def renew(token: PersonToken, shown: str, secrets: Pair) -> bool:
    """Replaces both secrets when `shown` is the current refresh token; False when somebody was faster."""
    expires_at = timezone.now() + timedelta(seconds=settings.TOKEN_SECONDS)
    # Compare and set: of two parallel requests, one renews.
    changed = PersonToken.objects.filter(pk=token.pk, refresh_digest=digest(shown), ended_at=None).update(
        access_digest=digest(secrets.access),
        access_expires_at=expires_at,
        refresh_digest=digest(secrets.refresh),
        earlier_refresh_digest=digest(shown),
    )
    return changed == 1


def by_access(text: str) -> PersonToken | None:
    """The sign-in of an access token, whatever its state."""
    return _found(text, Q(access_digest=digest(text)))


def by_refresh(text: str) -> PersonToken | None:
    """The live sign-in of a refresh token. One that was renewed before ends the sign-in: two people hold it."""
    token = _found(text, Q(refresh_digest=digest(text)) | Q(earlier_refresh_digest=digest(text)))
    if token is None or not is_live(token):
        return None
    if not constant_time_compare(token.refresh_digest, digest(text)):
        end(token, token.user, "refresh_token_reused")
        return None
    return token


def is_live(token: PersonToken) -> bool:
    """Whether the sign-in still holds; whatever ended it for good is written down."""
    if token.ended_at is not None or timezone.now() >= token.ends_at:
        return False
    reason = _ends_for(token)
    if reason:
        end(token, "system", reason)
    return not reason


def note_use(token: PersonToken) -> None:
    """Records the time of the last use, to the minute."""
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - _USED_AGAIN)
    if token.last_used_at is None or token.last_used_at <= now - _USED_AGAIN:
        PersonToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


@transaction.atomic
def end(token: PersonToken, actor: User | str, reason: str) -> None:
    """Ends a sign-in at once and for good; once is enough."""
    if PersonToken.objects.filter(pk=token.pk, ended_at=None).update(ended_at=timezone.now()):
        subject = f"person_token:{token.prefix}"
        audit.append(actor, "person_token.ended", subject, moderator=token.user.get_username(), reason=reason)


@transaction.atomic
def end_all(user: User, actor: User | str, reason: str) -> int:
    """Ends every sign-in of a person at outside consoles; returns how many were live."""
    live = list(PersonToken.objects.select_related("user").filter(user=user, ended_at=None, ends_at__gt=timezone.now()))
    for token in live:
        end(token, actor, reason)
    return len(live)


def own(user: User) -> list[PersonToken]:
    """The person's live sign-ins at outside consoles, the newest first."""
    rows = PersonToken.objects.select_related("console", "user").filter(user=user, ended_at=None)
    return [token for token in rows.filter(ends_at__gt=timezone.now()) if is_live(token)]


def _found(text: str, condition: Q) -> PersonToken | None:
    if not TEXT.fullmatch(text):
        return None
    return PersonToken.objects.select_related("user", "console").filter(condition, prefix=text[:8]).first()


def _ends_for(token: PersonToken) -> str:
    """Why a sign-in that has time left is over; empty when it is not."""
    user = token.user
    if not user.is_active:
        return "deactivated"
    if not user.has_perm(settings.ACTING_PERMISSION):
        return "role_lost"
    if not constant_time_compare(token.person_hash, person_hash(user)):
        return "password_changed"
    if not token.console.is_active:
        return "console_ended"
    if not token.second_factor and user_has_device(user):
        return "second_factor_missing"
    return ""
