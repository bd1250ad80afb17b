"""A sample message of each type, made from its schema: what a receiver may be tried with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from moderation.vocabulary.events import EVENTS, Schema
from moderation.webhooks.protocol.payloads import payload

_ID = "6f1c2b9e-0d5c-4a3e-9b7e-2f8a1c4d5e6f"
_AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
# Values that say more than their schema does.
_WORDS = {
    "platform": "netease", "external_id": "KQ7A0001", "url": "https://www.163.com/dy/article/KQ7A0001.html",
    "policy": "2.3", "week": "2026-W10", "queue": "general", "findings": "vague_sourcing", "band": "high",
    "answer": "维持原处理：文中没有给出来源。", "rule": "clickbait_news", "name": "clickbait", "moderator": "anna",
}  # fmt: skip


def sample(event_type: str) -> dict[str, Any]:
    """A whole message of this type after its schema. Raises KeyError for an unknown type."""
    fields = EVENTS[event_type].fields()
    return payload(_ID, event_type, _AT, {name: _value(name, schema) for name, schema in fields.items()})


def samples() -> dict[str, dict[str, Any]]:
    """A sample of every type, by type."""
    return {event_type: sample(event_type) for event_type in EVENTS.codes}


def _value(name: str, schema: Schema) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    kind = kinds[0]
    if kind == "object":
        return {key: _value(key, one) for key, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [_value(name, schema["items"])]
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if kind == "number":
        return 0.5
    if kind == "boolean":
        return True
    return _AT.isoformat() if schema.get("format") == "date-time" else _WORDS.get(name, "example")
