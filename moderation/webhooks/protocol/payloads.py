"""The payload of a message: the same bytes at every attempt and replay."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any


def payload(event_type: str, at: datetime, data: dict[str, Any]) -> dict[str, Any]:
    """`type`, `timestamp` (when it happened, ISO 8601 in UTC), `data`: Standard Webhooks 1.0, "payload structure"."""
    return {"type": event_type, "timestamp": at.astimezone(UTC).isoformat(timespec="microseconds"), "data": data}


def body(event_type: str, at: datetime, data: dict[str, Any]) -> bytes:
    """The payload as compact UTF-8 JSON with its keys in order."""
    # JSON columns do not keep the order of keys everywhere, and a receiver may compare bytes.
    document = payload(event_type, at, data)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
