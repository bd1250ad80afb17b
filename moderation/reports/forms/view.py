"""The document as its page shows it, in one language: every number as text, beside its exact value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from moderation.reports.forms.charts import Sparkline, sparkline
from moderation.reports.phrases import NO_VALUE, Language, number, signed, signed_share


@dataclass(frozen=True, slots=True)
class Shown:
    """A number on the page: its place in the document, its exact value, and its text."""

    field: str
    value: str
    text: str

    @property
    def exists(self) -> bool:
        return self.value != "null"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as a line of a table, a bar or a tile. `tone` is ``worse``, ``better`` or empty."""

    code: str
    label: str
    link: str | None
    this: Shown
    last: Shown
    change: Shown
    relative: Shown
    mean: Shown
    part: Shown
    whole: Shown
    tone: str
    spark: Sparkline
    history: str
    weeks: tuple[float | None, ...]

    @property
    def headline_change(self) -> Shown:
        """A count's change as a percentage where it has one, else the difference."""
        return self.relative if self.relative.exists else self.change


def localised(value: Any, language: Language) -> Any:
    """The document with every pair of texts replaced by the language's: a string, or the key `words` beside others."""
    if isinstance(value, list):
        return [localised(item, language) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"zh", "en"}:
        return value[language]
    plain = {key: localised(item, language) for key, item in value.items() if key not in ("zh", "en")}
    return {**plain, "words": value[language]} if "zh" in value and "en" in value else plain


def row(figure: dict[str, Any], language: Language, *, width: float = 120, height: float = 28) -> Row:
    """The line of one figure of a localised document."""
    unit = figure["unit"]

    def shown(field: str, text: str) -> Shown:
        return Shown(field, json.dumps(figure[field]), text)

    return Row(
        code=figure["code"],
        label=figure["label"],
        link=figure["link"],
        this=shown("this_week", number(figure["this_week"], unit)),
        last=shown("last_week", number(figure["last_week"], unit)),
        change=shown("change", signed(figure["change"], unit, language)),
        relative=shown("relative_change", signed_share(figure["relative_change"])),
        mean=shown("mean", number(figure["mean"], "points" if unit == "count" else unit)),
        part=shown("part", number(figure["part"])),
        whole=shown("whole", number(figure["whole"])),
        tone=tone(figure["change"], figure["worse"]),
        spark=sparkline(figure["weeks"], width, height),
        history="  ".join(number(value, unit) for value in figure["weeks"]),
        weeks=tuple(figure["weeks"]),
    )


def tone(change: float | None, worse: str | None) -> str:
    """``worse``, ``better``, or empty without a change or for a figure without a worse direction."""
    if not change or worse is None:
        return ""
    return "worse" if (change > 0) == (worse == "up") else "better"


def item_number(item: dict[str, Any], field: str, unit: Any, language: Language, *, change: bool = False) -> Shown:
    """A number of a listing's item."""
    value = item[field]
    if value is None:
        return Shown(field, "null", NO_VALUE)
    return Shown(field, json.dumps(value), signed(value, unit, language) if change else number(value, unit))


def correction(entry: dict[str, Any], language: Language) -> dict[str, Any]:
    """One line of a revision's corrections."""
    return {**entry, "was": number(entry["before"], entry["unit"]), "now": number(entry["after"], entry["unit"])}
