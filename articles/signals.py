"""Signals that this app sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import Signal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Sent with `versions`, inside the transaction that stores the last scores of these article versions. A receiver that
# raises rolls it back, and the stage is tried again, for each version by itself.
article_assessed = Signal()

# Sent with `correction`, inside the transaction that stores corrected facts of an article that was known.
article_corrected = Signal()

# Sent with `run`, an import that ended, inside the transaction that ends it.
import_ended = Signal()

# Sent by `record` with `actor`, `action`, `subject`, `payload`, inside the transaction of the act. Moderation appends
# it to the audit chain; a receiver that raises rolls the act back.
act_recorded = Signal()


def record(actor: User | str, action: str, subject: str, /, **payload: Any) -> None:
    """Records an act in the audit chain, inside the act's transaction; the arguments are those of `audit.append`."""
    act_recorded.send(sender=None, actor=actor, action=action, subject=subject, payload=payload)
