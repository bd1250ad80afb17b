"""A report as the console shows it: its own words, its figures, and another week's beside them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from moderation.reports.document import checksum
from moderation.reports.forms.view import localised, row, tone
from moderation.reports.phrases import NO_VALUE, Language, number, signed
from moderation.reports.week import Week
from moderation.reports.wording import TILES, WORDS, snapshot_words, week_words


def shown(document: dict[str, Any], language: Language) -> dict[str, Any]:
    """The head, the summary, the tiles and the tables of a report, for a template."""
    local = localised(document, language)
    rows = {
        figure["code"]: row(figure, language)
        for section in local["sections"]
        for table in section["tables"]
        for figure in table["figures"]
    }
    return {
        "report": local,
        "week": document["week"],
        "week_words": week_words(Week.parse(document["week"]), language),
        "snapshot": snapshot_words(datetime.fromisoformat(document["as_of"]), language),
        "revision": WORDS[language]["revision"].format(document["revision"]),
        "w": WORDS[language],
        "checksum": checksum(document),
        "tiles": [(rows[code], name[language]) for code, name in TILES.items() if code in rows],
    }


def compared(one: dict[str, Any], other: dict[str, Any], language: Language) -> list[dict[str, Any]]:
    """The tables of two reports, line by line: {title, rows: [{label, link, this, that, change, tone}]}.

    A line that only one of them has shows a dash for the other.
    """
    others = {code: figure for table in _tables(other) for code, figure in _figures(table)}
    found, seen = [], set()
    for table in _tables(one):
        lines = []
        for code, figure in _figures(table):
            seen.add(code)
            lines.append(_line(figure, others.get(code), language))
        lines += [
            _line({**figure, "this_week": None, "link": None}, figure, language)
            for code, figure in (
                pair for rest in _tables(other) if rest["code"] == table["code"] for pair in _figures(rest)
            )
            if code not in seen
        ]
        if lines:
            found.append({"title": table["title"][language], "section": table["section"][language], "rows": lines})
    return found


def _line(figure: dict[str, Any], beside: dict[str, Any] | None, language: Language) -> dict[str, Any]:
    this, that, unit = figure["this_week"], beside["this_week"] if beside else None, figure["unit"]
    change = None if this is None or that is None else this - that
    return {
        "code": figure["code"],
        "label": figure["label"][language],
        "link": figure["link"],
        "this": number(this, unit) if this is not None else NO_VALUE,
        "that": number(that, unit) if that is not None else NO_VALUE,
        "change": signed(change, unit, language),
        "tone": tone(change, figure["worse"]),
    }


def _tables(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**table, "section": section["title"]} for section in document["sections"] for table in section["tables"]]


def _figures(table: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(figure["code"], figure) for figure in table["figures"]]
