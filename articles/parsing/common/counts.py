"""Numbers as platforms print them: 7380, 6.6万."""

from __future__ import annotations

import re

_COUNT = re.compile(r"(\d[\d,]{0,12}(?:\.\d{1,2})?)\s?(万|亿)?")
_UNITS = {"万": 10_000, "亿": 100_000_000}
_MOST = 2_000_000_000  # a larger number is no count of readers, and does not fit a 32-bit column


def count(text: str | None) -> int | None:
    """`7380文章数` → 7380, `6.6万关注度` → 66000; None when there is no number."""
    match = _COUNT.search(text or "")
    if not match:
        return None
    number = match[1].replace(",", "")
    unit = _UNITS.get(match[2] or "", 1)
    value = round(float(number) * unit) if "." in number else int(number) * unit
    return value if value <= _MOST else None
