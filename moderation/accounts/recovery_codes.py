"""Recovery codes: made, shown once, kept as digests, each good for one use.

A code has 80 random bits, so that a plain SHA-256 cannot be searched. 10 codes, as django-otp and most services give.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

from django.contrib.auth.models import User
from django.utils import timezone

from moderation.models import RecoveryCode

COUNT = 10
# Crockford's base 32: no I, L, O and U, which are mistaken for others.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_MISTAKEN = str.maketrans("OIL", "011")


def renew(user: User) -> list[str]:
    """Makes new codes; all earlier ones end. Returns them as they are shown, the only time. Call in a transaction."""
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(COUNT)]
    forget(user)
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    return ["-".join(code[start : start + 4] for start in range(0, _LENGTH, 4)) for code in codes]


def use(user: User, typed: str) -> bool:
    """Uses a code up; False when it is none of the user's unused ones. Of two uses at once only one gets True."""
    code = normalised(typed).translate(_MISTAKEN)
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, code), used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def left(user: User) -> int:
    """The number of codes that may still be used."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def forget(user: User) -> None:
    """Ends all codes of a user."""
    RecoveryCode.objects.filter(user=user).delete()


def normalised(typed: str) -> str:
    """What somebody typed, without spaces and hyphens, in capitals; full-width digits become plain ones."""
    kept = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in kept if letter.isalnum())


def _digest(user: User, code: str) -> str:
    # With the user in it, a row that is copied to another user is worth nothing.
    return hashlib.sha256(f"recovery code\n{user.pk}\n{code}".encode()).hexdigest()
