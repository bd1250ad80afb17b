"""The parts of a report: figures over eight weeks, tables of figures, lists of items, sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Unit = Literal["count", "share", "points", "probability", "decimal"]
# Shares are kept to a ten-thousandth of a percent point: the same on every machine and database.
PLACES = 6


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in both languages of the report."""

    zh: str
    en: str

    def to_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report with its past.

    `weeks` holds eight values, the reported week last; None where there is none (a share of nothing). A `share` is
    0–1; `part` and `whole` are its counts in the reported week. `worse` is the direction that needs attention.
    """

    code: str
    label: Text
    weeks: tuple[float | None, ...]
    unit: Unit = "count"
    part: int | None = None
    whole: int | None = None
    worse: Literal["up", "down"] | None = None
    link: str | None = None

    @property
    def this_week(self) -> float | None:
        return self.weeks[-1]

    @property
    def last_week(self) -> float | None:
        return self.weeks[-2]

    @property
    def change(self) -> float | None:
        """This week minus last week, in the figure's unit; None when one of them has no value."""
        if self.this_week is None or self.last_week is None:
            return None
        return round(self.this_week - self.last_week, PLACES)

    @property
    def relative_change(self) -> float | None:
        """The change of a count as a share of last week's; None for other units, and where last week was nothing."""
        if self.unit != "count" or self.change is None or not self.last_week:
            return None
        return round(self.change / self.last_week, PLACES)

    @property
    def mean(self) -> float | None:
        """The mean of the four weeks before the reported one that have a value; None when none has."""
        known = [value for value in self.weeks[-5:-1] if value is not None]
        return round(sum(known) / len(known), PLACES) if known else None

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "label": self.label.to_json(),
            "unit": self.unit,
            "this_week": self.this_week,
            "last_week": self.last_week,
            "change": self.change,
            "relative_change": self.relative_change,
            "mean": self.mean,
            "weeks": list(self.weeks),
            "part": self.part,
            "whole": self.whole,
            "worse": self.worse,
            "link": self.link,
        }


def share(
    code: str,
    label: Text,
    parts: Sequence[int],
    wholes: Sequence[int],
    worse: Literal["up", "down"] | None = None,
    link: str | None = None,
) -> Figure:
    """A share over eight weeks; None in a week whose whole is empty."""
    weeks = tuple(round(part / whole, PLACES) if whole else None for part, whole in zip(parts, wholes, strict=True))
    return Figure(code, label, weeks, "share", parts[-1], wholes[-1], worse, link)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that belong together. `note` says what they count and what they leave out."""

    code: str
    title: Text
    figures: tuple[Figure, ...]
    note: Text | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title": self.title.to_json(),
            "note": self.note.to_json() if self.note else None,
            "figures": [figure.to_json() for figure in self.figures],
        }


@dataclass(frozen=True, slots=True)
class Listing:
    """Single items of the reported week (headlines, sources, wordings), the most notable first; plain JSON values."""

    code: str
    title: Text
    items: tuple[dict[str, Any], ...]
    note: Text | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title": self.title.to_json(),
            "note": self.note.to_json() if self.note else None,
            "items": list(self.items),
        }


@dataclass(frozen=True, slots=True)
class Section:
    """One subject of the report."""

    code: str
    title: Text
    tables: tuple[Table, ...]
    listings: tuple[Listing, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title": self.title.to_json(),
            "tables": [table.to_json() for table in self.tables],
            "listings": [listing.to_json() for listing in self.listings],
        }
