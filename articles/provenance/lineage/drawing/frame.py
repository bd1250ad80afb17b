"""The frame of the picture: rows, time axis, legend."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from articles.provenance.lineage.drawing.layout import HEADER, LEFT, UNKNOWN_WIDTH, Layout
from articles.provenance.lineage.drawing.marks import LINE, LINE_KINDS, SOFT, sample
from articles.provenance.lineage.drawing.svg import clean, element, fitted, width, words
from articles.provenance.lineage.drawing.timescale import BREAK_WIDTH
from articles.provenance.lineage.drawing.words import Words

_NAMES = 10.0  # left edge of the sources' names
_SIZE = 11.0
_LEGEND_ROW = 22.0
_MARKS = {"": -6.0} | dict.fromkeys(LINE_KINDS, 30.0)  # widths other than 20


def bands(layout: Layout, told: Words, right: float) -> str:
    """Draw one row per source with its name, and the column of unknown times."""
    found = []
    if layout.unknown_at is not None:
        left, height = LEFT - 24, layout.bottom - layout.top + HEADER
        found.append(_band(left, layout.top - HEADER, UNKNOWN_WIDTH - 8, height))
        found.append(_text(told.time_unknown, left + UNKNOWN_WIDTH / 2 - 4, layout.top - 7, anchor="middle"))
    for row in layout.rows:
        found.append(element("path", d=f"M{_NAMES:.0f} {row.y:.1f}H{right:.0f}", stroke=LINE))
        name = told.others.format(n=row.others) if row.others else clean(row.name) or told.no_source
        shown = fitted(name, LEFT - 34 - _NAMES, 12)
        full = [element("title", words(name))] if shown != name else []
        colour = SOFT if row.others else "currentColor"
        found.append(
            element(
                "text", *full, words(shown), x=_NAMES, y=row.y + 31, font_size=12, fill=colour, unicode_bidi="isolate"
            )
        )
    return "".join(found)


def axis(layout: Layout, told: Words, zone: tzinfo) -> str:
    """Draw the time axis below the rows: dates and breaks."""
    if layout.scale is None:
        return ""
    y = layout.bottom
    found = [
        element("path", d=f"M{each.left - 6:.1f} {y:.1f}H{each.right + 6:.1f}", stroke=SOFT)
        for each in layout.scale.stretches
    ]
    for tick in layout.scale.ticks(zone):
        found.append(element("path", d=f"M{tick.x:.1f} {layout.top:.1f}V{y:.1f}", stroke=LINE, stroke_dasharray="2 4"))
        found.append(element("path", d=f"M{tick.x:.1f} {y:.1f}v5", stroke=SOFT))
        found.append(_text(tick.above, tick.x, y + 17, anchor="middle"))
        if tick.below:
            found.append(_text(tick.below, tick.x, y + 31, anchor="middle"))
    for each in layout.scale.breaks:
        slashes = f"M{each.x - 6:.1f} {y + 5:.1f}l5 -10M{each.x + 1:.1f} {y + 5:.1f}l5 -10"
        found.append(element("path", d=slashes, stroke=SOFT, stroke_width=1.4))
        band = BREAK_WIDTH - 18
        found.append(_band(each.x - band / 2, layout.top, band, y - layout.top))
        found.append(_text(told.length(each.length), each.x, layout.top - 7, anchor="middle"))
    return "".join(found)


def legend(entries: Iterable[tuple[str, str]], top: float, right: float) -> tuple[str, float]:
    """Draw marks with their words in as many rows as needed; return the bottom too. A note has no mark."""
    found, x, y = [], _NAMES, top + _LEGEND_ROW / 2
    for mark, text in entries:
        room = _MARKS.get(mark, 20.0)
        long = room + width(text, _SIZE) + 22
        if x > _NAMES and x + long > right:
            x, y = _NAMES, y + _LEGEND_ROW
        found.append(sample(mark, x, y) + _text(text, x + room + 6, y + 4))
        x += long
    return element("g", *found, class_="legend"), y + _LEGEND_ROW


def _band(x: float, y: float, width: float, height: float) -> str:
    return element("rect", x=x, y=y, width=width, height=height, fill=LINE, fill_opacity=0.4)


def _text(text: str, x: float, y: float, anchor: str = "") -> str:
    return element("text", words(text), x=x, y=y, font_size=_SIZE, fill=SOFT, text_anchor=anchor)
