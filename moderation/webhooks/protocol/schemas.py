"""JSON Schemas (2020-12) of every message, the contract for receivers; `EVENTS` describes each type."""

from __future__ import annotations

from collections.abc import Collection

from moderation.vocabulary.events import EVENTS, Schema
from moderation.webhooks.protocol.payloads import SCHEMA_VERSION

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def types() -> tuple[str, ...]:
    """Every type of event."""
    return EVENTS.codes


def subscribable() -> tuple[str, ...]:
    """The types that an endpoint may subscribe to."""
    return tuple(event.code for event in EVENTS.terms if event.is_subscribable)


def subscriptions() -> tuple[str, ...]:
    """What an endpoint may ask for: every type, all of one subject (`article.*`), or all (`*`)."""
    subjects = dict.fromkeys(f"{code.partition('.')[0]}.*" for code in subscribable())
    return ("*", *subjects, *subscribable())


def covers(asked: Collection[str], event_type: str) -> bool:
    """Whether an endpoint that asked for these gets events of this type, new types included."""
    subject = f"{event_type.partition('.')[0]}.*"
    return EVENTS[event_type].is_subscribable and not {"*", subject, event_type}.isdisjoint(asked)


def types_of(asked: Collection[str]) -> frozenset[str]:
    """All types that an endpoint gets which asked for these."""
    return frozenset(name for name in subscribable() if covers(asked, name))


def schema(event_type: str) -> Schema:
    """The schema of one type's whole message. Raises KeyError for an unknown type."""
    event = EVENTS[event_type]
    properties = event.fields()
    return {
        "$schema": DRAFT,
        "$id": f"urn:provenance-workbench:webhook:{event_type}:1",
        "title": event_type,
        "description": event.title_en,
        "type": "object",
        "required": ["id", "type", "schema_version", "timestamp", "data"],
        "properties": {
            "id": {"type": "string", "format": "uuid", "description": "the event's id, the same as `webhook-id`"},
            "schema_version": {"const": SCHEMA_VERSION, "description": "counts up when receivers must change"},
            "type": {"const": event_type},
            "timestamp": {"type": "string", "format": "date-time", "description": "when it happened"},
            "data": {
                "type": "object",
                "required": [name for name in properties if name not in event.optional],
                "properties": properties,
            },
        },
    }


def schemas() -> dict[str, Schema]:
    """All of them, by type."""
    return {event_type: schema(event_type) for event_type in types()}
