"""Slots of processes that wait for the network: leases renewed every second or so, so a dead one is replaced in ten."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from moderation.models import DeliverySlot

_SIGN_OF_LIFE = 1.0
"""Seconds between two."""


class Slot:
    """One slot, held by this process."""

    def __init__(self, number: int, token: str) -> None:
        self._number, self.token = number, token
        self._shown = time.monotonic()

    def keep(self) -> bool:
        """Renews the lease; False when this process stalled so long that another took the slot."""
        if time.monotonic() - self._shown < _SIGN_OF_LIFE:
            return True
        self._shown = time.monotonic()
        return bool(self._mine().update(held_until=DeliverySlot.hold(timezone.now())))

    def release(self) -> None:
        """Frees the slot."""
        self._mine().update(token="", held_until=None)

    def _mine(self) -> QuerySet[DeliverySlot]:
        return DeliverySlot.objects.filter(pk=self._number, token=self.token)


def take(numbers: Sequence[int] = ()) -> Slot | None:
    """Takes a free slot by compare-and-set, of deliveries unless others are named; None when all are taken."""
    now, token = timezone.now(), uuid.uuid4().hex
    numbers = numbers or range(1, settings.WEBHOOK_SLOTS + 1)
    if DeliverySlot.objects.filter(pk__in=numbers).count() < len(numbers):
        DeliverySlot.objects.bulk_create([DeliverySlot(number=n) for n in numbers], ignore_conflicts=True)
    for number in numbers:
        free = DeliverySlot.objects.filter(DeliverySlot.free_at(now), pk=number)
        if free.update(token=token, held_until=DeliverySlot.hold(now)):
            return Slot(number, token)
    return None
