"""State data that a page holds for its own scripts (`var allData = {…}`), read as untrusted JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from articles.parsing.document.page import Page, squeeze

_DECODER = json.JSONDecoder(strict=False)
_MOST_TRIES = 3
_ASSIGNMENT = 20  # most characters between a variable's name and its value
# Strings are matched first, so that nothing inside them changes; an open one reaches to the end, which keeps it linear.
_UNDEFINED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)|\b(undefined)\b', re.DOTALL)
_LARGEST = 10**18  # a larger number is no id or count
# Escapes in JSON bring back characters that decoding removed from the page.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def state_after(text: str, marker: str) -> dict[str, Any]:
    """Read the first JSON object that `text` assigns after `marker`; {} without one. Executes nothing."""
    at = text.find(marker)
    for _ in range(_MOST_TRIES):
        if at < 0:
            return {}
        start = text.find("{", at + len(marker), at + len(marker) + _ASSIGNMENT)
        value = _decoded(text, start) if start >= 0 else None
        if isinstance(value, dict):
            return value
        at = text.find(marker, at + 1)
    return {}


def state_of(page: Page, selector: str) -> dict[str, Any]:
    """Read the JSON object in the first element that `selector` finds; {} without one."""
    node = page.first(selector)
    value = _decoded(node.text().strip(), 0) if node is not None else None
    return value if isinstance(value, dict) else {}


def _decoded(text: str, start: int) -> Any:
    try:
        return _DECODER.raw_decode(text, start)[0]
    except ValueError:
        return _decoded_script(text, start)
    except RecursionError:
        return None  # hostile nesting; the visible elements are read instead


def _decoded_script(text: str, start: int) -> Any:
    """Read an object that is JSON but for JavaScript's `undefined`."""
    end = text.find("</script", start)
    script = text[start : end if end >= 0 else len(text)]
    if "undefined" not in script:
        return None  # the saved page is cut off or broken; the visible elements are read instead
    try:
        return _DECODER.raw_decode(_UNDEFINED.sub(lambda match: "null" if match[1] else match.group(), script))[0]
    except (ValueError, RecursionError):
        return None  # the same


def inner(value: Any, *keys: str) -> dict[str, Any]:
    """Follow `keys` into nested objects; {} when a step is missing or not an object."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def objects(value: Any, most: int = 500) -> list[dict[str, Any]]:
    """Return the objects in a list; [] when `value` is not a list."""
    return [item for item in value[:most] if isinstance(item, dict)] if isinstance(value, list) else []


def words(value: Any, *keys: str) -> str | None:
    """Return the first non-empty text among `keys`, white space collapsed; whole numbers (ids, counts) become text."""
    for key in keys:
        found = value.get(key) if isinstance(value, dict) else None
        if isinstance(found, int) and not isinstance(found, bool) and abs(found) < _LARGEST:
            return str(found)
        if text := squeeze(markup(value, key)):
            return text
    return None


def markup(value: Any, *keys: str) -> str:
    """Return the first non-empty text among `keys` unchanged, except for control characters and lone surrogates."""
    for key in keys:
        found = value.get(key) if isinstance(value, dict) else None
        if isinstance(found, str) and found.strip():
            return _UNWANTED.sub("", found)
    return ""
