"""The sign-ins of a person: every browser in which they are signed in, and every outside console."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone

from moderation.people import tokens


def end_sign_ins(user: User, *, keep: str | None = None) -> int:
    """Ends every sign-in of a user but the session `keep`, those at outside consoles too; returns how many.

    Reads every session that has not expired (12 hours at most), since only the data names its user: some 20 µs each.
    """
    ended = tokens.end_all(user, user, "signed_out_everywhere")
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.session_key != keep and session.get_decoded().get(SESSION_KEY) == str(user.pk):
            ended += session.delete()[0]
    return ended
