"""Appends to the chain what apps below this one record; they cannot import it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.dispatch import receiver

from articles.signals import act_recorded
from moderation.audit.chain import append


@receiver(act_recorded)
def append_recorded_act(actor: User | str, action: str, subject: str, payload: dict[str, Any], **_: Any) -> None:
    """Appends the act, in its transaction. Raises as `append`."""
    append(actor, action, subject, **payload)
