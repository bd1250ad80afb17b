"""Which of two articles came first, as far as is known."""

from __future__ import annotations

from datetime import datetime

import pytest

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.direction import Order, Published, Told, direction, order, published


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


def told(stated: str | None, platform: int, arrival: int, vouched: bool = False) -> Told:
    return Told(known(stated), platform, arrival, vouched)


CONTRADICTED = Order("undirected", contradicted=True)


@pytest.mark.parametrize(
    ("this", "other", "expected"),
    [
        # Both orders agree.
        (told(NOON, 1, 2), told(MORNING, 2, 1), Order("from")),
        (told(MORNING, 1, 1), told(NOON, 2, 2), Order("to")),
        # What came later claims to be older.
        (told(NOON, 1, 1), told(MORNING, 2, 2), CONTRADICTED),
        (told(MORNING, 1, 2), told(NOON, 2, 1), CONTRADICTED),
        # A page or a lead vouches for the older one; for the newer one that changes nothing.
        (told(NOON, 1, 1), told(MORNING, 2, 2, vouched=True), Order("from")),
        (told(NOON, 1, 1, vouched=True), told(MORNING, 2, 2), CONTRADICTED),
        # Of one platform its own word counts.
        (told(NOON, 1, 1), told(MORNING, 1, 2), Order("from")),
        # Without an order there is nothing to contradict.
        (told(None, 1, 1), told(MORNING, 2, 2), Order("undirected")),
        (told(MORNING, 1, 1), told(MORNING, 2, 2), Order("undirected")),
    ],
)
def test_claimed_time_does_not_overrule_the_order_of_arrival_between_platforms(this, other, expected):
    assert order(this, other) == expected
    opposite = {"from": "to", "to": "from", "undirected": "undirected"}
    assert order(other, this) == Order(opposite[expected.direction], expected.contradicted)
