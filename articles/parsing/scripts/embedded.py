"""Strings and nested objects in a page's own scripts, read by pattern; no script is ever run."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from articles.parsing.document.page import Page
from articles.parsing.scripts.state import state_after, state_of

_MOST_OBJECTS = 20_000
_VALUE = re.compile(
    r"[\"']?\s{0,4}[:=](?!=)\s{0,4}(?:JsDecode\(|htmlDecode\(|\"\"\s?\|\|\s?|''\s?\|\|\s?){0,3}"
    r"(?:\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)')"
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": "", "v": "", "0": ""}
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # escapes bring back characters that decoding removed


def script_string(text: str, name: str) -> str | None:
    """Find the first non-empty string that scripts assign to `name`: `var ct = "…"`, `title: '…'`, `JsDecode('…')`.

    `x = "" || "y"` yields y. None when there is none.
    """
    start = text.find(name)
    while start >= 0:  # a regex search would try each position of a long page
        before = text[start - 1 : start]
        match = None if before.isalnum() or before == "_" else _VALUE.match(text, start + len(name))
        value = unescape_script(match[1] or match[2] or "").strip() if match else ""
        if value:
            return value
        start = text.find(name, match.end() if match else start + 1)
    return None


def unescape_script(literal: str) -> str:
    r"""Unescape the inside of a JavaScript string literal: `\u003C`, `\x26`, `\n`, `\/`."""

    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _LETTERS.get(match[3], match[3])

    text = _ESCAPE.sub(character, literal)
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # escaped surrogate pairs become one
    return _UNWANTED.sub("", joined)


def unescape_markup(literal: str) -> str:
    """Unescape a literal that holds HTML with its special characters as entities; strip its quotes."""
    text = html.unescape(unescape_script(literal)).strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def script_state(page: Page, selector: str) -> dict[str, Any]:
    """Read the JSON object in the script element that `selector` finds, percent-encoded or not; {} without one."""
    node = page.first(selector)
    text = node.text().strip()[:12] if node is not None else ""
    if node is not None and text[:3].lower() == "%7b":
        return state_after("=" + unquote(node.text().strip()), "=")
    return state_of(page, selector)


def nested(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects in `data`, outer ones first; reads at most 20,000 values."""
    queue = deque([data])
    for _ in range(_MOST_OBJECTS):
        if not queue:
            return
        value = queue.popleft()
        if isinstance(value, dict):
            yield value
            queue.extend(value.values())
        elif isinstance(value, list):
            queue.extend(value)
