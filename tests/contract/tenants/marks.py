"""An unmistakable mark in every text of one platform, and where it turns up."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from articles.api.serializers.submission import SUBMISSION

MARK = "QZKANARI7"
_FORMS = {"platform", "html", "text", "published_at", "published_after", "published_before", "language"}
_NO_WORDS = {"data", "published_at", "language"}


def marked_submission(**changes: Any) -> dict[str, Any]:
    """A submission with every member that the schema knows, marked in each text; `changes` replace members."""
    members = SUBMISSION["properties"]
    return {**{name: _marked(schema, name) for name, schema in members.items() if name not in _FORMS}, **changes}


def _marked(schema: dict[str, Any], name: str) -> Any:
    if "oneOf" in schema:
        schema = next((one for one in schema["oneOf"] if one.get("type") in ("object", "array")), schema["oneOf"][0])
    if "enum" in schema:
        return next(value for value in schema["enum"] if value is not None)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "object" in kinds:
        return {key: _marked(each, key) for key, each in schema["properties"].items() if key not in _NO_WORDS}
    if "array" in kinds:
        return [_marked(schema["items"], name)]
    if "integer" in kinds:
        return 7
    if schema.get("format") == "uri":
        return f"https://{MARK}.example/{MARK}/{name}"
    return f"{MARK}{name}"[: schema.get("maxLength")]


def traces(body: bytes, *, known: str = "") -> list[str]:
    """The places of the mark in an answer's body, with what stands around it; `known` was in the request, and stays."""
    text = body.decode("utf-8", "replace")
    found = []
    for form in {text, unquote(text), _unescaped(text), *_decoded(text)}:
        folded = form.replace(known, "").casefold() if known else form.casefold()
        at = folded.find(MARK.casefold())
        if at >= 0:
            found.append(folded[max(0, at - 200) : at + 100])
    return found


def _unescaped(text: str) -> str:
    """JSON with its escapes resolved."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def _decoded(text: str) -> Iterator[str]:
    """The texts that stand in the JSON as base64."""
    try:
        document = json.loads(text)
    except ValueError:
        return
    for leaf in _leaves(document):
        if len(leaf) >= 40:
            try:
                yield base64.b64decode(leaf, validate=True).decode("utf-8", "replace")
            except (binascii.Error, ValueError):
                continue


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _leaves(item)
