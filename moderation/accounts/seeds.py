"""The seeds of devices in the database: made encrypted, and encrypted anew when the key has changed.

An earlier release kept them in clear. Those, and seeds under an earlier key, are encrypted under the present one at
their next use, and all at once by `seal_all`, which each setup runs.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection, transaction

from moderation.models import Authenticator, SealedSeed
from moderation.models.people.seed_encryption import Unreadable, encrypted, is_current

# What RFC 4226 recommends, and what apps expect.
_BYTES = 20


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many seeds were encrypted anew, how many were already, and the names of people whose seed is unreadable."""

    anew: int
    already: int
    unreadable: tuple[str, ...]


def make(user: User) -> Authenticator:
    """A device with a new seed, not confirmed. Call in a transaction."""
    device: Authenticator = Authenticator.objects.create(user=user, name="app", confirmed=False, key=SealedSeed.NO_KEY)
    SealedSeed.objects.create(device=device, sealed=encrypted(user.pk, secrets.token_bytes(_BYTES)))
    return device


def renew(device: Authenticator) -> bool:
    """Encrypts a seed under the present key unless it is; returns whether it did. Raises Unreadable."""
    if device.key == SealedSeed.NO_KEY and is_current(device.sealed):
        return False
    sealed = encrypted(device.user_id, device.bin_key)
    SealedSeed.objects.update_or_create(device=device, defaults={"sealed": sealed})
    device.key = SealedSeed.NO_KEY
    device.save(update_fields=["key"])
    return True


def seal_all() -> Sealed:
    """Encrypts all seeds under the present key; those that cannot be read stay as they are.

    On SQLite the bytes of seeds that stood in clear are overwritten, not only freed.
    """
    _sqlite("PRAGMA secure_delete = ON")
    anew, already, unreadable = 0, 0, []
    for pk in list(Authenticator.objects.order_by("pk").values_list("pk", flat=True)):
        # One by one: nobody's sign-in waits for all.
        with transaction.atomic():
            device = Authenticator.objects.select_for_update().filter(pk=pk).first()
            try:
                is_new = device is not None and renew(device)
            except Unreadable:
                unreadable.append(device.user.get_username())
                continue
            anew, already = anew + is_new, already + (not is_new)
    if anew:
        # Earlier contents of changed pages stand in the log until it is emptied; while others read, it is later.
        _sqlite("PRAGMA wal_checkpoint(TRUNCATE)")
    return Sealed(anew, already, tuple(sorted(set(unreadable))))


def _sqlite(pragma: str) -> None:
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(pragma)
