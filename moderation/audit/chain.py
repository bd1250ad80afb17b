"""The audit chain: appending to it, and proving it whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from moderation.models import AuditEntry, AuditHead
from moderation.vocabulary.audit import audit_action


def append(actor: User | str, action: str, subject: str, /, **payload: Any) -> AuditEntry:
    """Adds an entry at the chain's end, inside the transaction of the act it records.

    `actor` is a user, or the name of what acts without one (`key:PREFIX`, `schedule`); `subject` is `kind:id`; the rest
    is the payload. Raises TransactionManagementError outside of a transaction, UnknownTerm for an action that the
    vocabulary does not name: an auditor could not read it.
    """
    audit_action(action)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an audit entry is written in the transaction of its act")
    # Writers take turns here: two entries with one predecessor would break the chain.
    head = AuditHead.objects.select_for_update().get(pk=1)
    entry = AuditEntry(
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor=actor if isinstance(actor, str) else actor.get_username(),
        action=action,
        subject=subject,
        payload=json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        previous_hash=head.hash,
    )
    entry.hash = digest(entry)
    entry.save()
    AuditHead.objects.filter(pk=1).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def digest(entry: AuditEntry) -> str:
    """SHA-256 over the entry's fields as a JSON list, times in UTC with microseconds."""
    at: datetime = entry.at.astimezone(UTC)
    parts = [
        entry.sequence,
        at.isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        entry.payload,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold: the number of the entry, and what is wrong with it."""

    sequence: int
    what: str


def verify() -> tuple[int, Break | None]:
    """Walks the whole chain; returns how many entries hold, and the first break or None."""
    expected, previous = 1, ""
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            return expected - 1, Break(expected, f"missing; the next entry there is {entry.sequence}")
        if entry.previous_hash != previous:
            return expected - 1, Break(expected, "does not follow from the entry before it")
        if entry.hash != digest(entry):
            return expected - 1, Break(expected, "was changed after it was written")
        expected, previous = expected + 1, entry.hash
    head = AuditHead.objects.get(pk=1)
    if (head.sequence, head.hash) != (expected - 1, previous):
        return expected - 1, Break(expected, f"missing; the chain had {head.sequence} entries")
    return expected - 1, None
