"""The HTML form of a report: one file without outside resources, made from the JSON document alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from articles.text.visible import visible_page
from moderation.reports.document import checksum
from moderation.reports.forms.charts import bars, histogram
from moderation.reports.forms.lineage_picture import picture
from moderation.reports.forms.lineage_sketch import sketch
from moderation.reports.forms.view import Row, correction, item_number, localised, row, tone
from moderation.reports.phrases import Language
from moderation.reports.week import Week
from moderation.reports.wording import HTML_LANGUAGE, TILES, WORDS, snapshot_words, week_words

_MOST_BARS = 8
_MOST_MULTIPLES = 8
_MULTIPLES = "web_sourced_news.platform."
# Sections that show lists beside their tables: each has a template of its code.
_LISTED = frozenset({"reuse", "clickbait", "sources", "declarations"})


def render(document: dict[str, Any], language: Language) -> str:
    """The report's page in one language. Text from pages is escaped by the template, and shows what it hides."""
    words = WORDS[language]
    local = localised(document, language)
    tables = {table["code"]: table for section in local["sections"] for table in section["tables"]}
    rows = {code: [row(figure, language) for figure in table["figures"]] for code, table in tables.items()}
    listings = {listing["code"]: listing for section in local["sections"] for listing in section["listings"]}
    by_code = {line.code: line for lines in rows.values() for line in lines}
    page = render_to_string(
        "moderation/reports/weekly.html",
        {
            "w": words,
            "html_language": HTML_LANGUAGE[language],
            "week": week_words(Week.parse(document["week"]), language),
            "snapshot": snapshot_words(datetime.fromisoformat(document["as_of"]), language),
            "revision": words["revision"].format(document["revision"]),
            "document": local,
            "checksum": checksum(document),
            "tiles": [(by_code[code], name[language]) for code, name in TILES.items() if code in by_code],
            "flag_bars": _bars(rows["flags"]),
            "flags": tables["flags"],
            "histogram": _histogram(rows),
            "bins": tables["clickbait.distribution.all"],
            "multiples": [
                row(figure, language, width=150, height=44)
                for figure in tables["web_sourced_news"]["figures"]
                if figure["code"].startswith(_MULTIPLES)
            ][:_MOST_MULTIPLES],
            "on_news": tables["web_sourced_news"],
            "lineage": listings["reuse.lineage"],
            "picture": picture(listings["reuse.lineage"], language),
            "sketch": sketch(listings["reuse.lineage"]["items"][0]) if listings["reuse.lineage"]["items"] else None,
            "originals": listings["reuse.originals"],
            "groups": listings["reuse.groups"],
            # A report from before stories has none.
            "stories": listings.get("reuse.stories", {}),
            "treatments": listings.get("reuse.treatments", {}),
            "corrections": [correction(each, language) for each in local["corrections"]],
            "movers": _sources(listings["sources.movers"], language),
            "lowest": _sources(listings["sources.lowest"], language),
            "headlines": _headlines(listings["clickbait.top"], language),
            "wordings": listings["disclaimers.wordings"],
            "sections": [_section(section, rows) for section in local["sections"]],
        },
    )
    return visible_page(page)


def _bars(lines: list[Row]) -> dict[str, Any]:
    shown = lines[:_MOST_BARS]
    drawn = bars([line.weeks[-1] for line in shown], [line.weeks[-2] for line in shown])
    has_last = any(bar.tick is not None for bar in drawn)
    return {"pairs": list(zip(shown, drawn, strict=True)), "height": 24 * len(shown) + 4, "has_last": has_last}


def _histogram(rows: dict[str, list[Row]]) -> dict[str, Any]:
    every, high = rows["clickbait.distribution.all"], rows["clickbait.distribution.high"]
    picture = histogram(_counts(every, -1), _counts(high, -1), _counts(every, -2))
    said = "  ".join(f"{line.label} {line.this.text}" for line in every)
    return {"picture": picture, "said": said, "any": any(_counts(every, -1))}


def _counts(lines: Iterable[Row], week: int) -> list[float]:
    return [line.weeks[week] or 0.0 for line in lines]


def _sources(listing: dict[str, Any], language: Language) -> dict[str, Any]:
    items = [
        {
            **item,
            "shown": {
                "value": item_number(item, "value", "points", language),
                "low": item_number(item, "low", "points", language),
                "high": item_number(item, "high", "points", language),
                "n": item_number(item, "n", "count", language),
                "change": item_number(item, "change", "points", language, change=True),
            },
            "tone": tone(item["change"], "down"),
        }
        for item in listing["items"]
    ]
    return {**listing, "items_shown": items}


def _headlines(listing: dict[str, Any], language: Language) -> dict[str, Any]:
    items = [{**item, "shown_score": item_number(item, "score", "probability", language)} for item in listing["items"]]
    return {**listing, "items_shown": items}


def _section(section: dict[str, Any], rows: dict[str, list[Row]]) -> dict[str, Any]:
    tables = [{**table, "rows": rows[table["code"]]} for table in section["tables"]]
    code = section["code"]
    return {
        **section,
        "tables": tables,
        "listed": f"moderation/reports/sections/{code}.html" if code in _LISTED else "",
    }
