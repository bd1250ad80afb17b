"""The second factor of a person: a device that shows one-time codes (TOTP, RFC 6238), and recovery codes.

A device counts from the first code that was right. Its seed is shown once, when it is made, to its person alone.
Whatever changes a second factor needs a code of the present one, ends the person's other sign-ins and is in the chain.
"""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from moderation import audit
from moderation.accounts import recovery_codes, seeds
from moderation.accounts.requirement import is_required
from moderation.accounts.sign_ins import end_sign_ins
from moderation.models import Authenticator
from moderation.models.people.seed_encryption import Unreadable

log = structlog.get_logger(__name__)
# How long a seed that was shown waits for its first code: long enough to fetch a phone (chosen).
ENROL_WITHIN = timedelta(minutes=15)
# After this many wrong codes the wait no longer doubles: 8.5 minutes. Else whoever knows a password could keep its
# person out for days; at that pace, guessing a code takes years.
_LONGEST_WAIT = 10
_RESETS = "auth.change_user"
_ONE_TIME_CODE = re.compile(r"[0-9]{6,8}")


class WrongCode(Exception):
    """The code is neither the one that the device shows now nor an unused recovery code."""


class NothingToConfirm(Exception):
    """No device waits for its first code, or it has waited too long."""


class StillRequired(Exception):
    """The person's role needs a second factor: it can be replaced, not removed."""


@dataclass(frozen=True)
class Enrolment:
    """What an app needs to show codes: as an address for a QR code, and the seed in base 32 for typing."""

    address: str
    seed: str


@dataclass(frozen=True)
class SecondFactor:
    """The state of a person's second factor. `device` is None without one; `is_pending`: a seed waits for a code."""

    device: Authenticator | None
    is_pending: bool
    codes_left: int
    is_required: bool


def second_factor(user: User) -> SecondFactor:
    """The state of a user's second factor."""
    return SecondFactor(
        device=_devices(user).first(),
        is_pending=_pending(user).exists(),
        codes_left=recovery_codes.left(user),
        is_required=is_required(user),
    )


def has_device(user: User) -> bool:
    """Whether a user has a confirmed device."""
    return _devices(user).exists()


def prove(user: User, code: str, use: str) -> Authenticator:
    """Checks a code of the device or a recovery code, and uses it up. Returns the device for which it stands.

    `use` says in the audit chain what a recovery code was used for. Raises WrongCode, also while django-otp makes
    the device wait after wrong codes, and for a user without a device.
    """
    typed = recovery_codes.normalised(code)
    # Not raised inside the transaction: the count of wrong codes is kept.
    with transaction.atomic():
        device: Authenticator | None = _devices(user).select_for_update().first()
        right = device is not None and _is_right(user, device, typed, use)
    if device is None or not right:
        raise WrongCode
    return device


def _is_right(user: User, device: Authenticator, typed: str, use: str) -> bool:
    if _ONE_TIME_CODE.fullmatch(typed):
        right = _shows(device, typed)
        if device.throttling_failure_count > _LONGEST_WAIT:
            device.throttling_failure_count = _LONGEST_WAIT
            device.save(update_fields=["throttling_failure_count"])
        return right
    if not recovery_codes.use(user, typed):
        return False
    device.throttle_reset()
    _record(user, "second_factor.recovery_code_used", user, use=use, left=recovery_codes.left(user))
    return True


def _shows(device: Authenticator, typed: str) -> bool:
    """Whether the device shows that code; its seed is then encrypted under the present key, if it was not."""
    try:
        if not device.verify_token(typed):
            return False
        seeds.renew(device)
    except Unreadable:
        # Recovery codes still work, and somebody who may resets the second factor.
        log.exception("second_factor_unreadable", device=device.pk, account=device.user_id)
        return False
    return True


def is_recovery_code(code: str) -> bool:
    """Whether what was typed has not the form of a code that a device shows."""
    return not _ONE_TIME_CODE.fullmatch(recovery_codes.normalised(code))


def begin(user: User, code: str = "") -> Enrolment:
    """Makes a seed that waits for its first code; a device that the user has counts until then.

    Raises WrongCode when there is such a device and `code` does not prove it.
    """
    if has_device(user):
        prove(user, code, "replace")
    with transaction.atomic():
        Authenticator.objects.filter(user=user, confirmed=False).delete()
        device = seeds.make(user)
    return Enrolment(address=device.config_url, seed=b32encode(device.bin_key).decode())


def cancel(user: User) -> None:
    """Forgets the seed that waits for its first code."""
    Authenticator.objects.filter(user=user, confirmed=False).delete()


def confirm(user: User, code: str, *, keep: str | None) -> tuple[Authenticator, list[str]]:
    """Makes the waiting seed the user's device, in the place of an earlier one; returns it and new recovery codes.

    Ends all sign-ins but the session `keep`. Raises WrongCode, NothingToConfirm.
    """
    typed = recovery_codes.normalised(code)
    with transaction.atomic():
        device = _pending(user).select_for_update().first()
        right = device is not None and _ONE_TIME_CODE.fullmatch(typed) and _shows(device, typed)
        if device is not None and right:
            earlier, _ = _devices(user).delete()
            device.confirmed = True
            device.save(update_fields=["confirmed"])
            codes = recovery_codes.renew(user)
            action = "second_factor.replaced" if earlier else "second_factor.enrolled"
            ended = end_sign_ins(user, keep=keep)
            _record(user, action, user, recovery_codes=len(codes), ended_sign_ins=ended)
            return device, codes
    if device is None:
        raise NothingToConfirm
    raise WrongCode


def renew_codes(user: User, code: str) -> list[str]:
    """Makes new recovery codes, so that the earlier ones end. Raises WrongCode."""
    prove(user, code, "renew")
    with transaction.atomic():
        codes = recovery_codes.renew(user)
        _record(user, "second_factor.recovery_codes_renewed", user, recovery_codes=len(codes))
    return codes


def remove(user: User, code: str, *, keep: str | None) -> None:
    """Removes the user's device and recovery codes, and ends all sign-ins but `keep`.

    Raises StillRequired, WrongCode.
    """
    if is_required(user):
        raise StillRequired
    prove(user, code, "remove")
    with transaction.atomic():
        _forget(user)
        _record(user, "second_factor.removed", user, ended_sign_ins=end_sign_ins(user, keep=keep))


def may_reset(actor: User, user: User) -> bool:
    """Whether `actor` may remove the second factor of `user`: never their own; a superuser's only as a superuser."""
    return actor.pk != user.pk and actor.has_perm(_RESETS) and (actor.is_superuser or not user.is_superuser)


def reset(actor: User | str, user: User) -> bool:
    """Removes the second factor of somebody who has lost it, and ends all their sign-ins; False if there was none.

    `actor` is a user, or the name of the command. Raises PermissionDenied.
    """
    if isinstance(actor, User) and not may_reset(actor, user):
        raise PermissionDenied("resetting a second factor needs the right to change accounts, and is for others only")
    with transaction.atomic():
        if not _forget(user):
            return False
        _record(actor, "second_factor.reset", user, ended_sign_ins=end_sign_ins(user))
    return True


def _forget(user: User) -> int:
    devices: int = Authenticator.objects.filter(user=user).delete()[0]
    recovery_codes.forget(user)
    return devices


def _devices(user: User) -> models.QuerySet[Authenticator]:
    # Several are left from when administrators made them; the first one is asked.
    devices: models.QuerySet[Authenticator] = Authenticator.objects.filter(user=user, confirmed=True)
    return devices.order_by("pk")


def _pending(user: User) -> models.QuerySet[Authenticator]:
    since = timezone.now() - ENROL_WITHIN
    devices: models.QuerySet[Authenticator] = Authenticator.objects.filter(
        user=user, confirmed=False, created_at__gt=since
    )
    return devices.order_by("-pk")


def _record(actor: User | str, action: str, user: User, **payload: object) -> None:
    audit.append(actor, action, f"user:{user.pk}", username=user.get_username(), **payload)
