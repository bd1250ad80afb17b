"""CSS colours as pages write them, and how well one is read on another."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEX = re.compile(r"#([0-9a-f]{3,8})(?![0-9a-z])")
_FUNCTION = re.compile(r"rgba?\(\s{0,9}([^()]{5,60})\)")
_ADDRESS = re.compile(r"url\([^()]*\)?")
_WORD = re.compile(r"(?<![\w#-])([a-z]{3,20})(?![\w(-])")
_NAMES = {
    "black": 0x000000, "white": 0xFFFFFF, "red": 0xFF0000, "green": 0x008000, "blue": 0x0000FF, "yellow": 0xFFFF00,
    "gray": 0x808080, "grey": 0x808080, "silver": 0xC0C0C0, "maroon": 0x800000, "purple": 0x800080, "navy": 0x000080,
    "fuchsia": 0xFF00FF, "lime": 0x00FF00, "olive": 0x808000, "teal": 0x008080, "aqua": 0x00FFFF, "orange": 0xFFA500,
    "pink": 0xFFC0CB, "brown": 0xA52A2A, "beige": 0xF5F5DC, "ivory": 0xFFFFF0, "snow": 0xFFFAFA, "azure": 0xF0FFFF,
    "gainsboro": 0xDCDCDC, "whitesmoke": 0xF5F5F5, "lightgray": 0xD3D3D3, "lightgrey": 0xD3D3D3,
    "darkgray": 0xA9A9A9, "darkgrey": 0xA9A9A9, "dimgray": 0x696969, "dimgrey": 0x696969, "ghostwhite": 0xF8F8FF,
    "floralwhite": 0xFFFAF0, "linen": 0xFAF0E6, "seashell": 0xFFF5EE, "mintcream": 0xF5FFFA, "honeydew": 0xF0FFF0,
    "aliceblue": 0xF0F8FF, "lavender": 0xE6E6FA, "lightyellow": 0xFFFFE0, "cornsilk": 0xFFF8DC,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue from 0 to 255, opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """What is seen when this colour is painted on an opaque `ground`."""
        pairs = ((self.red, ground.red), (self.green, ground.green), (self.blue, ground.blue))
        return Colour(*(above * self.alpha + below * (1 - self.alpha) for above, below in pairs))


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)


def read_colour(value: str) -> Colour | None:
    """The first colour in a lower-case CSS value; None when there is none that is known."""
    value = _ADDRESS.sub(" ", value)
    if match := _HEX.search(value):
        return _from_hex(match[1])
    if match := _FUNCTION.search(value):
        return _from_function(match[1])
    for word in _WORD.findall(value):
        if word == "transparent":
            return Colour(0, 0, 0, 0)
        if word in _NAMES:
            return _from_hex(f"{_NAMES[word]:06x}")
    return None


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2 contrast ratio of two opaque colours, 1 (the same) to 21 (black on white).

    https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in (colour.red, colour.green, colour.blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _from_hex(digits: str) -> Colour | None:
    if len(digits) in {3, 4}:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in {6, 8}:
        return None
    red, green, blue, *alpha = bytes.fromhex(digits)
    return Colour(red, green, blue, alpha[0] / 255 if alpha else 1.0)


def _from_function(arguments: str) -> Colour | None:
    parts = [part for part in re.split(r"[\s,/]+", arguments.strip()) if part]
    if len(parts) not in {3, 4}:
        return None
    channels = [_number(part, 255) for part in parts[:3]]
    alpha = _number(parts[3], 1) if len(parts) == 4 else 1.0
    red, green, blue = channels
    if red is None or green is None or blue is None or alpha is None:
        return None
    return Colour(red, green, blue, alpha)


def _number(text: str, whole: float) -> float | None:
    """`50%` of `whole`, or a plain number, held to 0…`whole`."""
    match = re.fullmatch(r"([+-]?\d{0,9}(?:\.\d{1,9})?)(%?)", text)
    if not match or not match[1].strip("+-"):
        return None
    value = float(match[1]) * (whole / 100 if match[2] else 1)
    return min(max(value, 0.0), whole)
