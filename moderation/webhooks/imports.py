"""Tells the platform's systems that an import has ended."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from articles.models import Import
from articles.signals import import_ended
from moderation.models import Event
from moderation.vocabulary.events import IMPORT_FINISHED

_COUNTS = ("lines", "created", "updated", "duplicates", "rejected")


@receiver(import_ended)
def announce(run: Import, **_: Any) -> None:
    """Writes the event, in the transaction that ends the import."""
    counts = {name: getattr(run, name) for name in _COUNTS}
    platform = run.platform.code if run.platform else None
    Event(type=IMPORT_FINISHED, data={"import": run.pk, "platform": platform, "state": run.state, **counts}).save()
