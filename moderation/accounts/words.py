"""Sentences about a second factor that more than one page says."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.translation import ngettext

from moderation.accounts import recovery_codes


def recovery_code_used(user: User) -> str:
    """What somebody is told who came in with a recovery code."""
    left = recovery_codes.left(user)
    said = ngettext(
        "You signed in with a recovery code; %(n)d is left. If your device is lost, set another one up.",
        "You signed in with a recovery code; %(n)d are left. If your device is lost, set another one up.",
        left,
    )
    return said % {"n": left}
