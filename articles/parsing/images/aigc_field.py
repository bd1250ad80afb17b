"""The AIGC field of GB 45438-2025 (annex E) in a text of a file's metadata: JSON, JSON in XML, or XMP properties."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

LONGEST_VALUE = 200
FIELDS = (
    "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
)  # fmt: skip
_LONGEST_OBJECT = 20_000
_MOST_LABELS, _MOST_BRACES = 5, 6
_LABEL = re.compile(r"Label\\?\"")
_PROPERTY = re.compile(
    r"\b(?:[A-Za-z0-9]{1,20}:)?(" + "|".join(FIELDS) + r")(?:\s?=\s?[\"']([^\"'<>]{0,500})[\"']|>([^<>]{0,500})<)"
)


def find_aigc(name: str, text: str) -> dict[str, str] | None:
    """Find the seven values of an AIGC field, shortened; None when the text under `name` has no such field."""
    value = html.unescape(text) if "&" in text else text
    is_named = "AIGC" in name.upper() or "AIGC" in value
    for source in (value, value.replace('\\"', '"')):
        for item in _objects(source):
            if is_named or any(key in item for key in FIELDS[1:]):
                return _shortened(item)
    if "AIGC" in value or "tc260" in value.lower():
        parts: dict[str, Any] = {}
        for key, one, other in islice(_PROPERTY.findall(value), 100):
            parts[key] = parts.get(key) or one or other
        if "Label" in parts:
            return _shortened(parts)
    return None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the innermost JSON object around each `Label` in a text; the number of searches is bounded."""
    decoder = json.JSONDecoder()
    for match in islice(_LABEL.finditer(text), _MOST_LABELS):
        at = match.start()
        for _ in range(_MOST_BRACES):
            at = text.rfind("{", max(0, match.start() - _LONGEST_OBJECT), at)
            if at < 0:
                break
            try:
                item, _ = decoder.raw_decode(text[at : at + _LONGEST_OBJECT])
            except (ValueError, RecursionError):
                continue
            if isinstance(item, dict) and "Label" in item:
                yield item
                break


def _shortened(values: dict[str, Any]) -> dict[str, str]:
    return {
        name: str(values[name])[:LONGEST_VALUE]
        for name in FIELDS
        if isinstance(values.get(name), (str, int)) and values[name] != ""
    }
