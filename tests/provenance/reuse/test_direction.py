"""Which of two articles came first, as far as is known."""

from __future__ import annotations

from datetime import datetime

import pytest

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.direction import Published, direction, published


def at(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def known(stated: str | None = None, after: str | None = None, before: str | None = None) -> Published:
    return published(
        ExtractedArticle("标题", (), published_at=at(stated), published_after=at(after), published_before=at(before))
    )


MORNING, NOON = "2026-11-18T09:00:00+08:00", "2026-11-18T12:00:00+08:00"
DAY, NEXT_DAY = "2026-11-18T00:00:00+08:00", "2026-11-19T00:00:00+08:00"


@pytest.mark.parametrize(
    ("this", "other", "expected"),
    [
        (known(NOON), known(MORNING), "from"),
        (known(MORNING), known(NOON), "to"),
        (known(MORNING), known(MORNING), "undirected"),
        (known(MORNING), known("2026-11-18T01:00:00+00:00"), "undirected"),  # one moment, two time zones
        (known(NOON), known("2026-11-18T03:59:59+00:00"), "from"),
        (known(), known(MORNING), "undirected"),
        (known(), known(), "undirected"),
        # A date alone is all of its day.
        (known(NOON), known(DAY), "undirected"),
        (known("2026-11-18T23:59:59+08:00"), known(DAY), "undirected"),
        (known(NEXT_DAY), known(NOON), "from"),
        (known(NEXT_DAY), known(DAY), "from"),
        (known(DAY), known(NEXT_DAY), "to"),
        # Bounds tell only when they do not overlap.
        (known(after=NOON), known(MORNING), "from"),
        (known(before=MORNING), known(NOON), "to"),
        (known(after=MORNING), known(NOON), "undirected"),
        (known(before=NOON), known(MORNING), "undirected"),
        (known(after=DAY, before=MORNING), known(after=NOON), "to"),
        (known(after=MORNING), known(after=NOON), "undirected"),
        (known("9999-12-31T23:30:00-08:00"), known(NOON), "undirected"),
        (known("9999-12-31T00:00:00+08:00"), known(NOON), "from"),
    ],
)
def test_direction_is_said_only_when_the_times_leave_no_doubt(this, other, expected):
    assert direction(this, other) == expected
    opposite = {"from": "to", "to": "from", "undirected": "undirected"}
    assert direction(other, this) == opposite[expected]
