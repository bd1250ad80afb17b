from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.reports.figures.sources import why
from tests.moderation.reports import world

AFTER = world.WEEK.ends_at + timedelta(days=30)


def lists():
    document = world.built(world.WEEK, AFTER)
    return {listing["code"]: listing["items"] for s in document["sections"] for listing in s["listings"]}


@pytest.mark.django_db
def test_sources_without_enough_data_are_in_no_list():
    monday = world.WEEK.starts_at
    for source, band in (("甲", "insufficient"), ("乙", "low")):
        for moment, value in ((monday - timedelta(days=1), 60.0), (monday, 20.0)):
            world.reliability(world.article(moment, source=source), value, band, moment)
    found = lists()
    assert [item["name"] for item in found["sources.lowest"]] == ["乙"]
    assert [(item["name"], item["change"]) for item in found["sources.movers"]] == [("乙", -40.0)]


@pytest.mark.django_db
def test_another_model_is_no_change_of_the_source():
    monday = world.WEEK.starts_at
    for moment, model in ((monday - timedelta(days=1), "reliability-1"), (monday, "reliability-2")):
        value = 60.0 if model.endswith("1") else 20.0
        world.reliability(world.article(moment, source="甲"), value, "medium", moment, model=model)
    assert lists()["sources.movers"] == []


@pytest.mark.django_db
def test_the_last_score_of_the_week_counts():
    monday = world.WEEK.starts_at
    for hour, value in ((1, 80.0), (5, 30.0)):
        moment = monday + timedelta(hours=hour)
        world.reliability(world.article(moment, source="甲"), value, "low", moment)
    assert [item["value"] for item in lists()["sources.lowest"]] == [30.0]


def test_why_is_the_part_that_moved_the_score_most():
    before = [world.reason("record", 30), world.reason("sourcing", 15)]
    now = [world.reason("record", 29, "记录"), world.reason("sourcing", 5, "来源")]
    assert why(now, before)["zh"] == "来源"
    assert why(before, now)["zh"] == "理由"
    assert why(now, [])["zh"] == "来源"
    assert why([], before) is None
