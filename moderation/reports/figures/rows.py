"""Tables from counts by dimension."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from articles.models import Platform
from moderation.reports.figure import Figure, Text, share
from moderation.reports.rollups.reading import Weeks, total
from moderation.reports.snapshot import WEEKS
from moderation.reports.terms import without_words

# Rows per table; a longer one is hard to read, so the rest becomes one row.
LONGEST = 30

Worse = Literal["up", "down"] | None
Name = Callable[[str], tuple[str, Text]]
Link = Callable[[str], str | None]


def ranked(
    code: str,
    counted: Mapping[str, Weeks],
    name: Name,
    link: Link = lambda _: None,
    wholes: Weeks | None = None,
    worse: Worse = None,
) -> tuple[Figure, ...]:
    """One figure per value of a dimension, this week's largest first; all after LONGEST become one row, `other`.

    `name` gives a value's code and label. With `wholes` the figures are shares of them.
    """
    # Sorted by key last, not by name: names are looked up only for the rows that are shown.
    keys = sorted(counted, key=lambda key: (-counted[key][-1], -sum(counted[key]), key))
    shown = [(key, *name(key)) for key in keys[:LONGEST]]
    figures = [
        figure_of(f"{code}.{suffix}", label, counted[key], wholes, worse, link(key)) for key, suffix, label in shown
    ]
    rest = [counted[key] for key in keys[LONGEST:]]
    # With shares the rest may count an article more than once, so it is left out.
    if rest and wholes is None:
        label = Text(f"其余 {len(rest)} 项", f"{len(rest)} others")
        figures.append(figure_of(f"{code}.~other", label, total(rest, WEEKS), None, worse, None))
    return tuple(figures)


def figure_of(
    code: str, label: Text, counted: Sequence[int], wholes: Weeks | None, worse: Worse, link: str | None
) -> Figure:
    """A count, or with `wholes` a share."""
    if wholes is not None:
        return share(code, label, counted, wholes, worse, link)
    return Figure(code, label, tuple(counted), worse=worse, link=link)


class Platforms:
    """The platforms by code, from one query. A roll-up may name one whose code is another by now."""

    def __init__(self) -> None:
        rows = Platform.objects.values_list("code", "pk", "name_zh", "name_en")
        self._platforms = {code: (pk, Text(zh, en)) for code, pk, zh, en in rows}

    def named(self, code: str) -> Text:
        found = self._platforms.get(code)
        return found[1] if found else without_words("platform", code)

    def pk_of(self, code: str) -> int:
        """The id; 0, which no platform has, for an unknown code."""
        return self._platforms[code][0] if code in self._platforms else 0
