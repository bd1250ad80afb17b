"""SVG as text: elements with escaped attributes and words, and words cut to a width."""

from __future__ import annotations

import unicodedata
from html import escape

_LONGEST = 300  # characters of one text; a headline is shorter
# Widths of non-Chinese characters in em, where not 0.6: estimates, since there is no font to measure them with.
_EMS = (
    dict.fromkeys("MWmw@%", 0.95) | dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ", 0.7) | dict.fromkeys("fijlrt .,:;'|!", 0.36)
)
_MOST_MARKS = 2  # combining marks per letter: a tower of them would cover the picture


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """Build `<name attribute="…">inside</name>`; `inside` must be escaped or built by this function.

    In attribute names a trailing underscore is dropped and others become hyphens: `class_`, `font_size`.
    """
    told = "".join(f' {_name(key)}="{escape(_value(value))}"' for key, value in attributes.items() if value != "")
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def words(text: str) -> str:
    """Escape text for the inside of an element."""
    return escape(clean(text), quote=False)


def clean(text: str) -> str:
    """Reduce text to one line of at most 300 characters, without control, format and direction characters.

    At most two combining marks per letter stay.
    """
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
    """Estimate the width of the text in a font of `size`."""
    return size * sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else _EMS.get(char, 0.6) for char in text)


def fitted(text: str, room: float, size: float) -> str:
    """Clean the text and cut it with “…” when it is wider than `room`."""
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
