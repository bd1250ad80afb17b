"""Input and output of the summary's rules: figures by code, sentences in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from moderation.reports.figure import Figure, Section, Text
from moderation.reports.phrases import against_last_week, number, share_last_week, signed, streak_words
from moderation.reports.snapshot import WEEKS


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement. `figures` are the codes of the figures it says; `link` leads to its first one's items."""

    code: str
    text: Text
    figures: tuple[str, ...]
    link: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, **self.text.to_json(), "figures": list(self.figures), "link": self.link}


class Facts:
    """The figures and listings of the sections by code. A figure that never occurred reads as zero."""

    def __init__(self, sections: Sequence[Section]) -> None:
        tables = [table for section in sections for table in section.tables]
        self._figures = {figure.code: figure for table in tables for figure in table.figures}
        self.listings = {listing.code: listing.items for section in sections for listing in section.listings}

    def figure(self, code: str) -> Figure:
        return self._figures.get(code) or Figure(code, Text("", ""), (0,) * WEEKS)

    def starting(self, prefix: str) -> list[Figure]:
        """Figures whose code begins with `prefix`, the largest first."""
        found = [figure for code, figure in self._figures.items() if code.startswith(prefix)]
        return sorted(found, key=lambda figure: (-(figure.this_week or 0), figure.code))

    def count(self, code: str) -> int:
        return int(self.figure(code).this_week or 0)

    def last(self, code: str) -> int:
        return int(self.figure(code).last_week or 0)

    @property
    def had_data(self) -> bool:
        """Whether last week had any article."""
        return self.last("articles.total") > 0


def counted(facts: Facts, code: str) -> Text:
    """The change of a count since last week, in words."""
    this, last = facts.count(code), facts.last(code)
    return Text(
        against_last_week(this, last, "zh", had_data=facts.had_data),
        against_last_week(this, last, "en", had_data=facts.had_data),
    )


def shared(figure: Figure) -> Text:
    """The change of a share since last week, in words, with its streak."""
    return Text(
        share_last_week(figure.last_week, "zh") + streak_words(figure.weeks, "zh"),
        share_last_week(figure.last_week, "en") + streak_words(figure.weeks, "en"),
    )


def percent(figure: Figure) -> str:
    """This week's value of a share, in percent."""
    return number(figure.this_week, "share")


def moved(change: float | None) -> str:
    """A change in points, with its sign."""
    return signed(change, "points", "zh")
