"""Which decisions get a blind second review."""

from __future__ import annotations

import hashlib

from django.conf import settings

from moderation.decisions.required import asks_second_review
from moderation.models import Decision, SecondLook
from moderation.models.decision import EFFECTIVE


def sample(decision: Decision) -> None:
    """Puts a share (SECOND_LOOK_SHARE) of the decisions in effect before somebody else, in the caller's transaction.

    Those on items that a routing rule marks are all put there.
    """
    drawn = _drawn(decision.pk, settings.SECOND_LOOK_SHARE) or asks_second_review(decision.item)
    if decision.act in EFFECTIVE and drawn:
        SecondLook.objects.get_or_create(decision=decision)


def _drawn(decision: int, share: float) -> bool:
    # By hash and secret, not by chance: the same decision is drawn again after a retry, and nobody can foretell which.
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:second-look:{decision}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < share
