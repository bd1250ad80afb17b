"""The payload of a message: the same bytes at every attempt and replay."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

SCHEMA_VERSION = 1
"""Counts up when a message changes so that a receiver must: fields that are added do not count."""


def payload(event_id: object, event_type: str, at: datetime, data: dict[str, Any]) -> dict[str, Any]:
    """`type`, `timestamp` (when it happened, ISO 8601 in UTC), `data`: Standard Webhooks 1.0, "payload structure".

    With `id`, the event's, which is the `webhook-id`, and `schema_version`.
    """
    when = at.astimezone(UTC).isoformat(timespec="microseconds")
    return {
        "id": str(event_id),
        "type": event_type,
        "schema_version": SCHEMA_VERSION,
        "timestamp": when,
        "data": data,
    }


def body(event_id: object, event_type: str, at: datetime, data: dict[str, Any]) -> bytes:
    """The payload as compact UTF-8 JSON with its keys in order."""
    # JSON columns do not keep the order of keys everywhere, and a receiver may compare bytes.
    document = payload(event_id, event_type, at, data)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
