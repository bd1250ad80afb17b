"""JSON Schemas (2020-12) of every message: the contract that receivers build on.

A field may be added to an event; none is ever renamed, removed or given another type.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"

_ID: Schema = {"type": "integer", "minimum": 1}
_TEXT: Schema = {"type": "string"}
_CODE: Schema = {"type": "string", "minLength": 1}


def _or_null(schema: Schema, words: str) -> Schema:
    return {**schema, "type": [schema["type"], "null"], "description": words}


_ARTICLE = {
    "article": {**_ID, "description": "our id of the article"},
    "external_id": _or_null(_TEXT, "the article's id on the platform, as it was submitted; null when it has none"),
}
_DECISION = {
    "decision": {**_ID, "description": "id for /decisions/{id}/"},
    **_ARTICLE,
    "version": {**_ID, "description": "number of the article version decided on"},
    "act": {"type": "string", "enum": ["allow", "label", "limit", "remove", "escalate", "overturn"]},
    "label": _or_null(_CODE, "the label to show, for the act label"),
    "policy": _or_null(_CODE, "the clause it rests on"),
    "policy_version": _or_null(_ID, "the edition of the policy"),
}
_SCORE: Schema = {
    "type": "object",
    "required": ["name", "value", "band", "model"],
    "properties": {
        "name": _CODE,
        "value": {"type": ["number", "null"]},
        "band": {**_TEXT, "description": "the word for the value"},
        "model": {**_TEXT, "description": "name and version of what scored"},
    },
}
_DATA: dict[str, tuple[str, dict[str, Schema], tuple[str, ...]]] = {
    "article.assessed": (
        "All scores and findings of an article version are there, or a finding of it changed",
        {
            **_ARTICLE,
            "version": {**_ID, "description": "number of the article version"},
            "scores": {"type": "array", "items": _SCORE},
            "findings": {"type": "array", "items": _CODE, "description": "codes of the findings, sorted"},
            "queue_item": _or_null(_ID, "the open queue item; null when no human need look"),
        },
        (),
    ),
    "decision.made": ("A decision takes effect: carry it out", _DECISION, ()),
    "decision.overturned": (
        "A decision that was in effect is taken back: undo it",
        {
            **_DECISION,
            "override_of": {**_ID, "description": "the decision that no longer holds"},
            "overturned_act": {"type": "string", "enum": ["allow", "label", "limit", "remove", "escalate"]},
        },
        (),
    ),
    "appeal.resolved": (
        "An author's appeal is answered",
        {
            "appeal": _ID,
            "decision": {**_ID, "description": "the decision appealed against"},
            **_ARTICLE,
            "outcome": {
                "type": "string",
                "enum": ["upheld", "overturned"],
                "description": "what became of the decision",
            },
            "answer": {**_TEXT, "description": "for the author"},
        },
        (),
    ),
    "report.published": (
        "A weekly report can be fetched",
        {"week": {**_TEXT, "pattern": r"^\d{4}-W\d{2}$", "description": "ISO week, as in /reports/weekly/{week}/"}},
        (),
    ),
    "rule.matched": (
        "A routing rule matched an article",
        {"rule": {**_CODE, "description": "the rule's code"}, **_ARTICLE},
        ("article", "external_id"),
    ),
    "rule.alarm": (
        "A routing rule behaves unlike itself",
        {"rule": {**_CODE, "description": "the rule's code"}},
        (),
    ),
    "webhook.test": (
        "Somebody tries whether messages arrive; nothing happened",
        {"endpoint": {**_ID, "description": "id for /webhook-endpoints/{id}/"}},
        (),
    ),
}
TYPES = tuple(_DATA)
SUBSCRIBABLE = tuple(name for name in TYPES if name != "webhook.test")
"""Every endpoint gets tests of its own; they are not subscribed to."""


def schema(event_type: str) -> Schema:
    """The schema of one type's whole message. Raises KeyError for a type that is none."""
    words, properties, optional = _DATA[event_type]
    return {
        "$schema": DRAFT,
        "$id": f"urn:provenance-workbench:webhook:{event_type}:1",
        "title": event_type,
        "description": words,
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": event_type},
            "timestamp": {"type": "string", "format": "date-time", "description": "when it happened"},
            "data": {
                "type": "object",
                "required": [name for name in properties if name not in optional],
                "properties": properties,
            },
        },
    }


def schemas() -> dict[str, Schema]:
    """All of them, by type."""
    return {event_type: schema(event_type) for event_type in TYPES}
