"""Styles that hide an element or move it outside the screen."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from articles.parsing.visibility.measures import ROOT_SIZE, number, pixels
from articles.parsing.visibility.styles import Stated, describe

_FAR_OUT = -500.0  # pixels
_CLIPPED = re.compile(r"rect\((?:[01](?:px)?[\s,]*){4}\)|inset\((?:[5-9]\d|100)(?:\.\d{1,4})?%|circle\(0")
_SHRUNK = re.compile(r"scale[xy]?\(\s?0?(?:\.0\d{0,9})?(?:\s?,[^()]{0,20})?\s?\)")
_NOT_DRAWN = frozenset(("script", "style", "template", "noscript", "textarea", "head", "title", "iframe", "object"))


def undrawn(node: LexborNode, stated: Stated) -> str | None:
    """Return the evidence that an element and its content are not drawn, or None."""
    if node.tag in _NOT_DRAWN:
        return f"inside {node.tag}"
    display = stated.get("display")
    if display and display[0] == "none":
        return evidence("display", display)
    if display is None and "hidden" in node.attributes:
        return f"hidden attribute on {describe(node)}"
    hidden = stated.get("content-visibility")
    if hidden and hidden[0] == "hidden":
        return evidence("content-visibility", hidden)
    if stated.get("overflow", ("",))[0].startswith(("hidden", "clip")):
        for side in ("height", "max-height", "width", "max-width"):
            length = pixels(stated[side][0], ROOT_SIZE) if side in stated else None
            if length is not None and 0 <= length <= 1:
                return evidence(side, stated[side])
    is_placed = stated.get("position", ("",))[0] in {"absolute", "fixed"}
    for name in ("clip-path", "clip", "transform"):
        value = stated.get(name)
        pattern = _SHRUNK if name == "transform" else _CLIPPED
        if value and pattern.search(value[0]) and (name != "clip" or is_placed):
            return evidence(name, value)
    return None


def moved_away(stated: Stated, size: float) -> str | None:
    """Return the evidence that an element in text of `size` pixels is outside the screen, or None."""
    sides = ["margin-left", "margin-top"]
    if stated.get("position", ("static",))[0] in {"absolute", "fixed", "relative", "sticky"}:
        sides += ["left", "right", "top", "bottom"]
    for side in sides:
        value = stated.get(side)
        if value and ((value[0].endswith("%") and (number(value[0]) or 0) <= -100) or is_outside(value[0], size)):
            return evidence(side, value)
    transform = stated.get("transform")
    if transform and transform[0].startswith("translate"):
        inner = transform[0].partition("(")[2]
        if any(is_outside(part.strip(" )"), size) for part in inner.split(",")[:3]):
            return evidence("transform", transform)
    return None


def is_outside(value: str, size: float) -> bool:
    """Whether a length moves a line completely off the screen, to the left or above."""
    return (pixels(value, size) or 0) <= _FAR_OUT


def evidence(name: str, value: tuple[str, str]) -> str:
    """Write a stated value for people: `font-size: 1px on p.note`."""
    return f"{name}: {value[0][:60]} on {value[1]}"
