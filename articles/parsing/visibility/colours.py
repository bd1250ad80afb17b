"""CSS colours, and the contrast of two colours."""

from __future__ import annotations

from dataclasses import dataclass

import tinycss2
from tinycss2 import color4


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue from 0 to 255, opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """Blend this colour with an opaque `ground`."""
        pairs = ((self.red, ground.red), (self.green, ground.green), (self.blue, ground.blue))
        return Colour(*(above * self.alpha + below * (1 - self.alpha) for above, below in pairs))


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)


def read_colour(value: str) -> Colour | None:
    """Find the first colour in a CSS value; None without one, or with only wider colour spaces (lab, display-p3)."""
    for token in tinycss2.parse_component_value_list(value):
        found = color4.parse_color(token)
        if isinstance(found, color4.Color) and found.space in {"srgb", "hsl", "hwb"}:
            red, green, blue = (255 * min(max(part or 0.0, 0.0), 1.0) for part in found.to("srgb").coordinates)
            return Colour(red, green, blue, found.alpha or 0.0)
    return None


def contrast(one: Colour, other: Colour) -> float:
    """Return the WCAG 2 contrast ratio of two opaque colours, 1 (the same) to 21 (black on white).

    https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in (colour.red, colour.green, colour.blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
