"""The AIGC field of GB 45438-2025 (annex E) in a text of a file's metadata: JSON, JSON in XML, or XMP properties."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

LONGEST_VALUE = 200
FIELDS = (
    "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
)  # fmt: skip
_BY_KEY = {name.lower(): name for name in FIELDS}
_LONGEST_OBJECT = 20_000
_MOST_LABELS, _MOST_BRACES = 5, 6
_LABEL = re.compile(r"label\\?\"", re.IGNORECASE)
_PROPERTY = re.compile(
    r"\b(?:[A-Za-z0-9]{1,20}:)?(" + "|".join(FIELDS) + r")(?:\s?=\s?[\"']([^\"'<>]{0,500})[\"']|>([^<>]{0,500})<)"
)
_PAIR = re.compile(r"\b(" + "|".join(FIELDS) + r")[\"']?\s{0,4}[:=]\s{0,4}[\"']?([^\s\"',;{}]{1,500})", re.IGNORECASE)
# The standard's values, and the words that it explains them with, as writers put them into Label.
_STATES = {
    "yes": ("1", "是", "为", "属于", "屬於", "yes"),
    "possible": ("2", "可能", "可能是", "可能为", "可能為", "possible", "possibly"),
    # "AIGC" is no value of the standard. Some tools write it (seen in 2025), so it is a trace.
    "suspected": ("3", "疑似", "疑似为", "疑似為", "suspected", "aigc", "ai"),
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words}
_WHAT = re.compile(r"(?:人工智能|ai)?生成(?:合成)?(?:的?内容)?$")


def find_aigc(name: str, text: str) -> dict[str, str] | None:
    """Find the seven values of an AIGC field, shortened; None when the text under `name` has no such field."""
    return next(iter(find_fields(name, text)), None)


def find_fields(name: str, text: str) -> list[dict[str, str]]:
    """Find the AIGC fields of a text, at most five, each as its seven values, shortened."""
    value = html.unescape(text) if "&" in text else text
    is_named = "AIGC" in name.upper() or "AIGC" in value
    for source in (value, value.replace('\\"', '"')):
        found = [item for item in _objects(source) if is_named or any(key in item for key in FIELDS[1:])]
        if found:
            return [shortened(item) for item in found]
    if "AIGC" in value or "tc260" in value.lower():
        parts: dict[str, Any] = {}
        for key, one, other in islice(_PROPERTY.findall(value), 100):
            parts[key] = parts.get(key) or one or other
        if "Label" in parts:
            return [shortened(parts)]
    return _bare_pairs(value) if name.upper() == "AIGC" else []


def _bare_pairs(value: str) -> list[dict[str, str]]:
    """Read a field that is no JSON: `Label=1; ProduceID=x`, single quotes, or JSON that lost some of its quotes."""
    parts = {pair[1]: pair[2] for pair in islice(_PAIR.finditer(value), 20)}
    return [shortened(parts)] if "label" in (key.lower() for key in parts) else []


def state_of(label: str) -> str | None:
    """Return the state that a value of Label means: yes, possible or suspected; None for every other value.

    An unknown value, “0” among them, states nothing: the standard has no value for content that no AI made. A comment
    after the value, as YAML has them, is left out.
    """
    word = unicodedata.normalize("NFKC", label).partition(" #")[0].strip(" \t\r\n\"'“”").casefold()
    if word.isdecimal() and len(word) <= 3:
        word = str(int(word))
    return _STATE_OF.get(word) or _STATE_OF.get(_WHAT.sub("", word))


def shortened(values: Mapping[str, Any]) -> dict[str, str]:
    """Keep the seven values of a field, under the standard's names, as texts of at most 200 characters."""
    named: dict[str, Any] = {}
    for key, value in values.items():
        known = _BY_KEY.get(key.lower())
        if known is not None:
            named.setdefault(known, value)
    return {name: text for name in FIELDS if (text := _text(named.get(name)))}


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a writer without integers
    return str(value)[:LONGEST_VALUE] if isinstance(value, (str, int)) else ""


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
            if isinstance(item, dict) and any(key.lower() == "label" for key in item):
                yield item
                break
