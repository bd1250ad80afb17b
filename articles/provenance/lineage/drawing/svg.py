"""SVG as text: elements, with every attribute and every word escaped, and words cut to a width."""

from __future__ import annotations

import unicodedata
from html import escape

_LONGEST = 300  # characters of one text; a headline is shorter
# Widths of other than Chinese characters, in parts of the size, where not 0.6: no font is at hand to measure them.
_EMS = (
    dict.fromkeys("MWmw@%", 0.95) | dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ", 0.7) | dict.fromkeys("fijlrt .,:;'|!", 0.36)
)
_MOST_MARKS = 2  # on one letter: a tower of them would run over the picture


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """`<name attribute="…">inside</name>`; `inside` must be escaped or made by this function.

    A trailing underscore is dropped and others become hyphens: `class_`, `font_size`.
    """
    told = "".join(f' {_name(key)}="{escape(_value(value))}"' for key, value in attributes.items() if value != "")
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def words(text: str) -> str:
    """Text for inside of an element."""
    return escape(clean(text), quote=False)


def clean(text: str) -> str:
    """One line of at most 300 characters, without control, formatting and direction characters or heaps of marks."""
    kept: list[str] = []
    marks = 0
    for char in text[:_LONGEST]:
        kind = unicodedata.category(char)
        marks = marks + 1 if kind[0] == "M" else 0
        if kind == "Cc" or kind[0] == "Z":
            kept.append(" ")
        elif kind[0] != "C" and marks <= _MOST_MARKS:
            kept.append(char)
    return " ".join("".join(kept).split())


def width(text: str, size: float) -> float:
    """About how wide the text is in a font of `size`."""
    return size * sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else _EMS.get(char, 0.6) for char in text)


def fitted(text: str, room: float, size: float) -> str:
    """The cleaned text, cut with “…” where it is wider than `room`."""
    text = clean(text)
    if width(text, size) <= room:
        return text
    kept, used = "", size  # the ellipsis
    for char in text:
        used += width(char, size)
        if used > room:
            break
        kept += char
    return kept.rstrip() + "…"


def _name(key: str) -> str:
    return "viewBox" if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return "".join(char for char in value if char >= " " and not "\ud800" <= char <= "\udfff")
    return f"{value:.1f}".removesuffix(".0")
