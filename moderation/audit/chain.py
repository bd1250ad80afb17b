"""The audit chain: appending to it, and proving it whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.access.current import current_via
from moderation.models import AuditEntry, AuditHead
from moderation.vocabulary.audit import audit_action

_STEP = 10_000


def append(actor: User | str, action: str, subject: str, /, **payload: Any) -> AuditEntry:
    """Adds an entry at the chain's end, inside the transaction of the act it records.

    `actor` is a user, or the name of what acts without one (`key:PREFIX`, `schedule`); `subject` is `kind:id`; the rest
    is the payload. While a request of the API is answered, the payload names its credential as `via`. Raises
    TransactionManagementError outside of a transaction, UnknownTerm for an action that the vocabulary does not name: an
    auditor could not read it.
    """
    audit_action(action)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an audit entry is written in the transaction of its act")
    if via := current_via():
        payload["via"] = via
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


def verify(progress: Callable[[int], None] | None = None) -> tuple[int, Break | None]:
    """Walks the whole chain; returns how many entries hold, and the first break or None.

    `progress` is called with the number of entries that were walked, every 10,000. Acts may go on meanwhile: the chain
    reaches at least the head of the beginning, and at most that of the end.
    """
    before = _head()
    expected, previous = 1, ""
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            return expected - 1, Break(expected, f"missing; the next entry there is {entry.sequence}")
        if entry.previous_hash != previous:
            return expected - 1, Break(expected, "does not follow from the entry before it")
        if entry.hash != digest(entry):
            return expected - 1, Break(expected, "was changed after it was written")
        if entry.sequence == before.sequence and entry.hash != before.hash:
            return expected - 1, Break(expected, "was changed: the head of the chain names another")
        if progress is not None and expected % _STEP == 0:
            progress(expected)
        expected, previous = expected + 1, entry.hash
    if expected <= before.sequence:
        return expected - 1, Break(expected, f"missing; the chain had {before.sequence} entries")
    after = _head()
    if after.sequence < expected - 1:
        return after.sequence, Break(after.sequence + 1, "not written by an act: the head does not know it")
    return expected - 1, None


def _head() -> AuditHead:
    """The head; one before the first entry when it was removed, so that no entry is known to it."""
    return AuditHead.objects.filter(pk=1).first() or AuditHead(pk=1)
