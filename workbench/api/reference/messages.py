"""The messages to receivers in the OpenAPI document: each type of event under `webhooks`, with its schema."""

from __future__ import annotations

from typing import Any

from moderation.webhooks.protocol.schemas import schemas

Json = dict[str, Any]
# The names of the document itself, which has them once.
_OWN = ("$schema", "$id")
_HEADERS = {
    "webhook-id": "The event's id: the same at every attempt and replay, so remember it to know a repetition.",
    "webhook-timestamp": "When this attempt was made, in seconds since 1970: refuse one more than five minutes off.",
    "webhook-signature": "`v1,` and the base64 of HMAC-SHA256 over `{id}.{timestamp}.{body}`; several, separated by "
    "blanks, while a secret is rotated.",
}
_ANSWERS = {
    "2XX": "Taken: answer within 15 seconds, and work afterwards",
    "410": "Gone: the endpoint is switched off",
    "default": "Failed: the message is sent again, ten attempts in all",
}


def webhooks() -> dict[str, Json]:
    """Every type of event with the request that an endpoint gets."""
    return {event_type: {"post": _message(event_type, schema)} for event_type, schema in schemas().items()}


def _message(event_type: str, schema: Json) -> Json:
    content = {name: value for name, value in schema.items() if name not in _OWN}
    return {
        "operationId": f"receive_{event_type.replace('.', '_')}",
        "summary": schema["description"][0].upper() + schema["description"][1:],
        "description": "Signed after Standard Webhooks 1.0. Ignore members that you do not know: new ones may come.",
        "tags": ["webhooks"],
        "security": [],
        "parameters": [
            {"in": "header", "name": name, "required": True, "description": words, "schema": {"type": "string"}}
            for name, words in _HEADERS.items()
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": content}}},
        "responses": {status: {"description": words} for status, words in _ANSWERS.items()},
    }
