"""Headlines beside dots, placed so that they cover neither dots nor each other."""

from __future__ import annotations

from collections.abc import Iterable

from articles.provenance.lineage.drawing.layout import Dot
from articles.provenance.lineage.drawing.marks import PANEL
from articles.provenance.lineage.drawing.svg import element, fitted, width, words

_SIZE = 11.5
_ROOMS = (190.0, 110.0)  # widths of a headline; the first that fits is used
_GAP = 13.0

Box = tuple[float, float, float, float]  # left, top, right, bottom


def headlines(dots: Iterable[Dot], no_headline: str, left: float, right: float) -> str:
    """Draw the headlines of labelled dots in order, above or beside the dot; left out where there is no room.

    `left` and `right` bound them.
    """
    dots = list(dots)
    taken: list[Box] = [(dot.x - 9, dot.y - 8, dot.x + 9, dot.y + 8) for dot in dots]
    found = []
    for index, dot in enumerate(dots):
        if not dot.labelled:
            continue
        others = taken[:index] + taken[index + 1 :]
        for room in _ROOMS:
            text = fitted(dot.node.headline, room, _SIZE) or no_headline
            place = next(
                (at for at in _places(dot, width(text, _SIZE)) if _free(_box(at, text), others, left, right)), None
            )
            if place is not None:
                taken.append(_box(place, text))
                found.append(_written(place, text))
                break
    return "".join(found)


def _places(dot: Dot, long: float) -> list[tuple[float, float]]:
    """List the possible starts of the text, on its base line."""
    above, beside = dot.y - _GAP, dot.y + 4
    places = [(dot.x - 8, above), (dot.x + 8 - long, above), (dot.x + _GAP, beside), (dot.x - _GAP - long, beside)]
    return [*places, (dot.x - 8, dot.y + _GAP + 9), (dot.x + 8 - long, dot.y + _GAP + 9)]


def _box(at: tuple[float, float], text: str) -> Box:
    return at[0], at[1] - 10, at[0] + width(text, _SIZE), at[1] + 3


def _free(box: Box, taken: Iterable[Box], left: float, right: float) -> bool:
    inside = box[0] >= left and box[2] <= right
    return inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken)


def _written(at: tuple[float, float], text: str) -> str:
    return element(
        "text",
        words(text),
        x=at[0],
        y=at[1],
        font_size=_SIZE,
        stroke=PANEL,
        stroke_width=3,
        stroke_linejoin="round",
        paint_order="stroke",
        unicode_bidi="isolate",
        pointer_events="none",
    )
