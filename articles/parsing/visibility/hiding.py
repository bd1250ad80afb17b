"""Styles that hide an element or move it outside the screen."""

from __future__ import annotations

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.visibility.measures import ROOT_SIZE, number, pixels
from articles.parsing.visibility.styles import Stated, describe

_FAR_OUT, _FAR_BEYOND = -500.0, 3_000.0  # pixels; the second is wider than any window, and pages scroll up to it
_LEAST_PART = 4.0
"""Pixels of a clipped text that nobody can read."""
_CLIPPED = re.compile(
    r"rect\((?:[01](?:px)?[\s,]*){4}\)|inset\((?:[5-9]\d|100)(?:\.\d{1,4})?%|inset\([^()]{0,40}\b100%|"
    r"(?:circle|ellipse)\(0|polygon\((?:\s?0(?:px|%)? 0(?:px|%)?,?){1,20}\)"
)
_SHRUNK = re.compile(
    r"scale(?:[xyz]|3d)?\(\s?0?(?:\.0\d{0,9})?(?:\s?,[^()]{0,40})?\s?\)|matrix\(0,\s?0,\s?0,\s?0|"
    r"rotate[xy]\(-?(?:90deg|0?\.25turn)\)"
)
_NOTHING = re.compile(r"0?(?:\.0\d{0,9})?%?(?: 0?(?:\.0\d{0,9})?%?){0,2}")
_FADED = re.compile(
    r"opacity\(0?(?:\.0\d{0,9})?\)|opacity\(\d(?:\.\d{0,9})?%\)|blur\((?:[89]|[1-9]\d{1,4})(?:\.\d{0,9})?px\)"
)
_MOVED = re.compile(r"translate(?:[xyz]|3d)?\(([^()]{0,80})\)")
_NOT_DRAWN = frozenset(
    ("script", "style", "template", "noscript", "noframes", "textarea", "head", "title", "iframe", "object", "canvas",
     "datalist", "audio", "video")
)  # fmt: skip


def undrawn(node: LexborNode, stated: Stated) -> str | None:
    """Return the evidence that an element and its content are not drawn, or None."""
    if node.tag in _NOT_DRAWN:
        return f"inside {node.tag}"
    display = stated.get("display")
    if display and display[0] == "none":
        return evidence("display", display)
    if hidden := folded(node) or (_unopened(node) if display is None else None):
        return hidden
    hidden_part = stated.get("content-visibility")
    if hidden_part and hidden_part[0] == "hidden":
        return evidence("content-visibility", hidden_part)
    return _clipped_away(stated) or _shrunk_away(stated)


def folded(node: LexborNode) -> str | None:
    """Return the evidence that an element is content of a closed `details`, of which only the summary is drawn."""
    parent = node.parent
    if parent is None or parent.tag != "details" or "open" in parent.attributes:
        return None
    if node.tag == "summary" and next((one for one in parent.iter() if one.tag == "summary"), None) == node:
        return None
    return closed(parent)


def closed(details: LexborNode) -> str:
    """Write the evidence about text in a closed `details`."""
    return f"inside {describe(details)}, which is closed until a reader opens it"


def _unopened(node: LexborNode) -> str | None:
    attributes = node.attributes
    if "hidden" in attributes:
        return f"hidden attribute on {describe(node)}"
    if "popover" in attributes:
        return f"popover attribute on {describe(node)}"
    if node.tag == "dialog" and "open" not in attributes:
        return f"{describe(node)} is closed"
    return None


def _clipped_away(stated: Stated) -> str | None:
    if stated.get("overflow", ("",))[0].startswith(("hidden", "clip")):
        for side in ("height", "max-height", "width", "max-width"):
            length = pixels(stated[side][0], ROOT_SIZE) if side in stated else None
            if length is not None and 0 <= length <= _LEAST_PART:
                return evidence(side, stated[side])
    is_placed = stated.get("position", ("",))[0] in {"absolute", "fixed"}
    for name in ("clip-path", "clip"):
        value = stated.get(name)
        if value and _CLIPPED.search(value[0]) and (name != "clip" or is_placed):
            return evidence(name, value)
    return None


def _shrunk_away(stated: Stated) -> str | None:
    for name, pattern in (("transform", _SHRUNK), ("filter", _FADED)):
        value = stated.get(name)
        if value and pattern.search(value[0]):
            return evidence(name, value)
    for name in ("scale", "zoom"):
        value = stated.get(name)
        if value and value[0] and _NOTHING.fullmatch(value[0]):
            return evidence(name, value)
    return None


def moved_away(stated: Stated, size: float) -> str | None:
    """Return the evidence that an element in text of `size` pixels is outside the screen, or None."""
    sides = ["margin-left", "margin-top"]
    if stated.get("position", ("static",))[0] in {"absolute", "fixed", "relative", "sticky"}:
        sides += ["left", "right", "top", "bottom", "inset"]
    for side in sides:
        value = stated.get(side)
        if value is None:
            continue
        parts = value[0].split()[:4]
        if any(_is_away(part, size) or (part.endswith("%") and (number(part) or 0) <= -100) for part in parts):
            return evidence(side, value)
    transform = stated.get("transform")
    if transform:
        for match in islice(_MOVED.finditer(transform[0]), 5):
            if any(_is_away(part.strip(), size) for part in match[1].split(",")[:3]):
                return evidence("transform", transform)
    translate = stated.get("translate")
    if translate and any(_is_away(part, size) for part in translate[0].split()[:3]):
        return evidence("translate", translate)
    return None


def is_outside(value: str, size: float) -> bool:
    """Whether a length moves a line completely off the screen, to the left or above."""
    return (pixels(value, size) or 0) <= _FAR_OUT


def is_beyond(value: str, size: float) -> bool:
    """Whether a length moves a line beyond any window, to the right or below."""
    return (pixels(value, size) or 0) >= _FAR_BEYOND


def _is_away(value: str, size: float) -> bool:
    return is_outside(value, size) or is_beyond(value, size)


def evidence(name: str, value: tuple[str, str]) -> str:
    """Write a stated value for people: `font-size: 1px on p.note`."""
    return f"{name}: {value[0][:60]} on {value[1]}"
