"""Lengths and sizes in CSS that are known without rendering the page."""

from __future__ import annotations

import re

ROOT_SIZE = 16.0
"""The font size browsers start from, in pixels."""
_LENGTH = re.compile(r"(?<![\w.-])([+-]?(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9}))(px|pt|rem|em|%|vw|vh|ex|ch)?(?![\w%])")
_UNITS = {"px": 1.0, "pt": 4 / 3, "rem": ROOT_SIZE, "vw": 12.8, "vh": 7.2}  # of a window of 1280 × 720
_RELATIVE = ("em", "ex", "ch")
_SIZES = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
          "xx-large": 32.0}  # fmt: skip
_STEPS = {"smaller": 5 / 6, "larger": 1.2}


def pixels(value: str, font: float) -> float | None:
    """Convert a CSS length to pixels in text of `font` pixels; None for percentages and non-lengths."""
    match = _LENGTH.fullmatch(value.strip())
    if not match or match[2] == "%":
        return None
    amount = float(match[1])
    if not match[2]:
        return 0.0 if amount == 0 else None
    return amount * (font if match[2] in _RELATIVE else _UNITS[match[2]])


def number(value: str) -> float | None:
    """Return the number of a value with any unit; None when it is not a single number."""
    match = _LENGTH.fullmatch(value.strip())
    return float(match[1]) if match else None


def fraction(value: str) -> float:
    """Read an opacity from 0 to 1; 1 when it is invalid."""
    amount = number(value)
    if amount is None:
        return 1.0
    return min(max(amount / 100 if value.endswith("%") else amount, 0.0), 1.0)


def font_size(word: str, around: float) -> float | None:
    """Convert a word of a font-size to pixels in text of size `around`; None when it is not a size."""
    if word in _SIZES:
        return _SIZES[word]
    if word in _STEPS:
        return around * _STEPS[word]
    match = _LENGTH.fullmatch(word)
    if not match or float(match[1]) < 0:
        return None
    return around * float(match[1]) / 100 if match[2] == "%" else pixels(word, around)


def is_relative(word: str) -> bool:
    """Whether a word of a font-size depends on the surrounding size."""
    return word in _STEPS or (word.endswith(("%", "em", "ex", "ch")) and not word.endswith("rem"))
