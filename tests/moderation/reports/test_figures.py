"""Every figure equals a naive recount, over random rows with many at the very borders of weeks."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from articles.models import Platform
from moderation.reports.document import to_bytes
from tests.moderation.reports import world
from tests.moderation.reports.recount import recount

pytestmark = pytest.mark.django_db
AFTER = world.WEEK.ends_at + timedelta(days=30)


def reported(document: dict) -> dict[str, dict]:
    return {
        figure["code"]: figure
        for section in document["sections"]
        for table in section["tables"]
        for figure in table["figures"]
    }


@pytest.mark.parametrize("seed", range(6))
def test_figures_equal_a_naive_recount(seed):
    world.populate(random.Random(seed), articles=25)  # noqa: S311 - repeatable, not secret
    figures = reported(world.built(world.WEEK, AFTER))

    expected = recount(world.WEEK)
    shown = {code: figure["weeks"] for code, figure in figures.items() if any(figure["weeks"])}
    assert shown == expected
    assert len(expected) > 40


def test_each_figure_agrees_with_its_own_series():
    world.populate(random.Random(99), articles=25)  # noqa: S311
    for figure in reported(world.built(world.WEEK, AFTER)).values():
        this, last = figure["weeks"][-1], figure["weeks"][-2]
        assert (figure["this_week"], figure["last_week"]) == (this, last)
        if this is None or last is None:
            assert figure["change"] is None
        else:
            assert figure["change"] == pytest.approx(this - last, abs=1e-6)
        if figure["unit"] == "count" and last:
            assert figure["relative_change"] == pytest.approx((this - last) / last, abs=1e-6)
        else:
            assert figure["relative_change"] is None
        if figure["unit"] == "share":
            assert this == (round(figure["part"] / figure["whole"], 6) if figure["whole"] else None)


def test_the_week_begins_on_monday_midnight_in_beijing():
    border = world.WEEK.starts_at
    assert border.isoformat() == "2026-01-12T00:00:00+08:00"
    world.article(border - timedelta(microseconds=1))
    world.article(border)
    world.article(world.WEEK.ends_at - timedelta(microseconds=1))
    world.article(world.WEEK.ends_at)
    total = reported(world.built(world.WEEK, AFTER))["articles.total"]
    assert (total["last_week"], total["this_week"]) == (1, 2)


def test_the_same_rows_give_the_same_bytes_whenever_the_report_is_made():
    world.populate(random.Random(5), articles=15)  # noqa: S311
    assert to_bytes(world.built(world.WEEK, AFTER)) == to_bytes(world.built(world.WEEK, AFTER + timedelta(days=400)))


def test_later_rows_do_not_change_an_old_report():
    world.populate(random.Random(6), articles=15)  # noqa: S311
    version = world.article(world.WEEK.starts_at, topic="society_incident")
    world.score(version, 0.9, "high", world.WEEK.starts_at)
    before = to_bytes(world.built(world.WEEK, AFTER))
    later = world.change(version.article, AFTER)
    world.flag(later)
    world.unreadable(AFTER)
    world.item(later, AFTER, AFTER + timedelta(hours=4))
    assert to_bytes(world.built(world.WEEK, AFTER + timedelta(days=1))) == before


def test_a_later_model_does_not_move_a_headline_to_another_bin():
    version = world.article(world.WEEK.starts_at)
    world.score(version, 0.95, "high", world.WEEK.starts_at, model="clickbait-zh-1")
    world.score(version, 0.05, "low", AFTER, model="clickbait-zh-2")
    figures = reported(world.built(world.WEEK, AFTER))
    assert figures["clickbait.bin.all.9"]["this_week"] == 1
    assert figures["clickbait.bin.all.0"]["this_week"] == 0


def test_one_declaration_counts_for_each_thing_it_says_and_once_an_article():
    both = world.article(world.WEEK.starts_at)
    world.flag(both, "web_sourced", ("verify_caution",))
    world.flag(both, "verify_caution")
    world.article(world.WEEK.starts_at)
    figures = reported(world.built(world.WEEK, AFTER))
    assert figures["flags.web_sourced"]["this_week"] == 0.5
    assert figures["flags.verify_caution"] | {"weeks": None} == figures["flags.verify_caution"] | {
        "weeks": None,
        "part": 1,
        "whole": 2,
        "this_week": 0.5,
    }


def test_a_running_week_reaches_to_its_newest_row():
    monday = world.WEEK.starts_at
    world.article(monday + timedelta(hours=1))
    version = world.article(monday + timedelta(hours=2))
    world.item(version, monday + timedelta(hours=3), monday + timedelta(hours=4))
    document = world.built(world.WEEK, monday + timedelta(days=2))
    assert document["partial"] is True
    assert document["as_of"] == "2026-01-12T03:00:00+08:00"
    figures = reported(document)
    assert figures["articles.total"]["this_week"] == 2
    assert figures["queue.waiting"]["this_week"] == 1
    # Due an hour after the newest row: not overdue in this snapshot, however late the report is made.
    assert figures["queue.overdue"]["this_week"] == 0
    assert to_bytes(world.built(world.WEEK, monday + timedelta(days=3))) == to_bytes(document)


def test_an_empty_week():
    document = world.built(world.WEEK, AFTER)
    assert document["as_of"] == "2026-01-19T00:00:00+08:00"
    figures = reported(document)
    assert figures["articles.total"]["weeks"] == [0] * 8
    assert figures["queue.in_time"]["weeks"] == [None] * 8
    assert [sentence["zh"] for sentence in document["summary"]] == ["本周没有文章入库。"]


def test_many_platforms_end_in_one_row_for_the_rest():
    Platform.objects.bulk_create(Platform(code=f"p{n:03}", name_zh=f"平台{n}", name_en=f"P{n}") for n in range(40))
    for n in range(40):
        world.article(world.WEEK.starts_at, platform=f"p{n:03}", source=None)
    tables = {table["code"]: table for s in world.built(world.WEEK, AFTER)["sections"] for table in s["tables"]}
    figures = tables["articles.by_platform"]["figures"]
    assert len(figures) == 31
    assert figures[-1]["label"]["zh"] == "其余 10 项"
    assert sum(figure["this_week"] for figure in figures) == 40


def test_taking_back_ones_own_decision_does_not_count_as_overturned():
    moment = world.WEEK.starts_at + timedelta(hours=1)
    for by in ("moderator", "lead"):
        queued = world.item(world.article(moment), moment, moment + timedelta(days=1), moment, 0.5)
        first = world.decision(queued, "limit", moment)
        world.decision(queued, "overturn", moment + timedelta(minutes=1), override_of=first, by=by)
    document = world.built(world.WEEK, AFTER)

    assert reported(document)["decisions.overrides"]["this_week"] == 1
    assert "改判 1 件" in " ".join(sentence["zh"] for sentence in document["summary"])


def test_no_change_is_told_after_a_week_without_any_article():
    world.article(world.WEEK.starts_at)
    alone = reported(world.built(world.WEEK, AFTER))["articles.total"]
    assert (alone["this_week"], alone["last_week"]) == (1, 0)
    assert (alone["change"], alone["relative_change"]) == (None, None)

    world.article(world.WEEK.starts_at - timedelta(days=1))
    after_one = reported(world.built(world.WEEK, AFTER))["articles.total"]
    assert (after_one["change"], after_one["relative_change"]) == (0, 0)
