"""How a text is written: what its headline, its opening and its body do, as amounts for the linear model.

The body is read up to the last of a few sizes that it reaches, so that what stands below is rarely read, and a line
that somebody adds weighs next to nothing.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise

from articles.provenance.lexicons import lexicon

SIZES = (80, 150, 300, 600, 1200)
"""Sizes of what is read of a body, which are amounts, too."""
READ = (80, 300, 600, 1200)
"""Characters of a body that are read: the most that it has of these, or all of a shorter one. A line below a text
rarely brings it to the next one."""
_PART = 300  # characters: counts are told per so many
_OPENING = 40
_HAVING, _RATE, _SIZE, _MARK = 0.3, 0.3, 0.2, 0.1
"""What a habit counts in headline or opening, at most twice as much in the body, a size, and a mark per part."""

HABITS: dict[str, re.Pattern[str]] = {
    name: re.compile("|".join(patterns), re.MULTILINE)
    for name, patterns in lexicon("manner").items()
    if not name.startswith("_")
}
_OPENS: dict[str, re.Pattern[str]] = {
    "day": re.compile(
        r"[^,。]{0,14}?(?:\d{1,2}月\d{1,2}日|近日|日前|昨[天日晚]|今[天日晨]|\d{1,2}日[上下凌晚早]|当地时间)"
    ),
    "wire": re.compile(r".{0,36}(?:电|讯|消息)[ :,(]"),
    "origin": re.compile(r".{0,6}(?:原标题|来源)"),
}
_TITLES: dict[str, re.Pattern[str]] = {
    "tail": re.compile(r"[_\-—|–] ?[^_\-—|– ]{2,14}\W*$"),
    "asks": re.compile(r"\?"),
    "exclaims": re.compile("!"),
    "colon": re.compile(":"),
}
_MARKS = {"quotes": '“"', "exclaiming": "!", "asking": "?", "lines": "\n"}
_TOLD = (0.15, 0.35, 0.6)
"""Shares of the headline's pairs of characters that the body holds, by which pages of scraps differ from reports."""
_LEAST_PAIRS = 4
NAMES = (
    *(f"~{place}.{name}" for name in HABITS for place in ("title", "opening", "body")),
    *(f"~size.{number}" for number in range(1, len(SIZES) + 1)),
    *(f"~opens.{name}" for name in _OPENS),
    *(f"~title.{name}" for name in _TITLES),
    *(f"~marks.{name}" for name in _MARKS),
    *(f"~told.{number}" for number in range(len(_TOLD) + 1)),
)
"""Names of the amounts; they begin with ~, which no token does."""


def manner_of(title: str, body: str) -> dict[str, float]:
    """Return the amounts of a folded headline in lower case and of the beginning of a body, see `SIZES`."""
    found: dict[str, float] = {}
    parts = max(1.0, len(body) / _PART)
    for name, pattern in HABITS.items():
        if pattern.search(title):
            found[f"~title.{name}"] = _HAVING
        times = len(pattern.findall(body))
        if times:
            found[f"~body.{name}"] = _RATE * min(2.0, math.log1p(times / parts))
            if pattern.search(body, 0, _OPENING):
                found[f"~opening.{name}"] = _HAVING
    found |= {f"~title.{name}": _HAVING for name, pattern in _TITLES.items() if pattern.search(title)}
    if len(body) >= SIZES[0]:
        found[f"~size.{sum(size <= len(body) for size in SIZES)}"] = _SIZE
    if body and (told := _told(title, body)) is not None:
        found[f"~told.{sum(share <= told for share in _TOLD)}"] = _HAVING
    if body:
        found |= {f"~opens.{name}": _HAVING for name, pattern in _OPENS.items() if pattern.match(body)}
        for name, marks in _MARKS.items():
            found[f"~marks.{name}"] = _MARK * min(4.0, sum(map(body.count, marks)) / parts)
    return found


def _told(title: str, body: str) -> float | None:
    """The share of the headline's pairs of characters that the body holds; None for a short headline."""
    pairs = {a + b for a, b in pairwise(title) if "一" <= a <= "鿿" and "一" <= b <= "鿿"}
    return sum(pair in body for pair in pairs) / len(pairs) if len(pairs) >= _LEAST_PAIRS else None
