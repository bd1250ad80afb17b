"""Rules on references and reprinted sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from articles.parsing.extracted import ExtractedReference, ExtractedSource
from articles.provenance.context import Context, ListingFact
from tests.provenance.rules.makers import NEWS, PUBLISHED, RECIPE, found

MIDNIGHT = datetime(2026, 11, 17, 16, tzinfo=UTC)  # 18 November, 00:00 in China


def references(*times):
    return tuple(ExtractedReference(f"第{n}条消息", "山城日报", at) for n, at in enumerate(times))


def test_unused_references_are_told_by_position():
    finding = found("reference_not_used", references=references(None, None))
    assert finding.references == (0, 1)
    assert finding.severity == "low"
    assert found("reference_not_used") is None


def test_a_source_that_cites_itself_is_told_and_backs_nothing():
    own = ExtractedReference("第一条消息", "湖城快讯")
    body = ("据《湖城快讯》报道，车祸中三人受伤。",)
    cited = {"body": body, "source": ExtractedSource("湖城快讯"), "references": (own,)}
    finding = found("reference_not_used", **cited)
    assert "1 条引的是本账号自己" in finding.zh
    assert "cites itself" in finding.en
    assert found("reference_not_used", **{**cited, "source": ExtractedSource("云岭观察")}) is None
    plain = found("reference_not_used", references=references(None))
    assert "自己" not in plain.zh


def test_a_reference_to_oneself_does_not_make_hearsay_sourced():
    hearsay = {"body": ("据悉，临江市发生车祸，三人受伤。",), "source": ExtractedSource("湖城快讯")}
    own, other = ExtractedReference("消息", "湖城快讯"), ExtractedReference("消息", "山城日报")
    assert found("vague_sourcing", references=(own,), **hearsay).severity == "low"
    assert found("vague_sourcing", references=(own, other), **hearsay) is None


def test_a_reference_from_after_the_article_is_told():
    late = references(PUBLISHED - timedelta(days=1), PUBLISHED + timedelta(minutes=1))
    finding = found("reference_after_publication", references=late)
    assert (finding.references, finding.severity) == ((1,), "medium")


@pytest.mark.parametrize("at", [None, PUBLISHED, PUBLISHED - timedelta(seconds=1), MIDNIGHT])
def test_before_at_the_same_time_undated_or_dated_the_same_day_is_fine(at):
    assert found("reference_after_publication", references=references(at)) is None


def test_without_a_time_the_bound_counts_and_without_bound_nothing_does():
    late = references(PUBLISHED + timedelta(days=1))
    unknown = {"published_at": None, "references": late}
    assert found("reference_after_publication", **unknown) is None
    assert found("reference_after_publication", published_before=PUBLISHED, **unknown).references == (0,)


@pytest.mark.parametrize(("state", "severity"), [("unlisted", "medium"), ("frozen", "high"), ("removed", "high")])
def test_news_from_outside_the_list_is_told(state, severity):
    around = Context(
        listings=(ListingFact("云岭快讯", state, "2025", ((0, 4),)), ListingFact("甲报", "listed", "2025"))
    )
    finding = found("unlisted_reprint_source", around=around)
    assert finding.severity == severity
    assert "云岭快讯" in finding.zh
    assert "2025" in finding.en
    assert "甲报" not in finding.zh
    assert len(finding.spans) == 1


@pytest.mark.parametrize("name", ["活力河湾区", "首都教学", "高能所", "河湾圈子"])
def test_a_name_that_may_be_an_offices_is_a_note(name):
    assert reprint(f"昨日，老桥起火，三人受伤。\n来源：{name}", name).severity == "low"


@pytest.mark.parametrize("name", ["河湾财经", "云岭之声", "湖城观察", "河湾时报"])
def test_a_name_that_sounds_like_a_medium_is_told(name):
    assert reprint(f"昨日，老桥起火，三人受伤。\n来源：{name}", name).severity == "medium"


def test_an_account_that_the_text_says_it_is_taken_from_is_told():
    assert reprint("来源微信公众号：河湾漫步\n昨日，老桥起火，三人受伤。", "河湾漫步").severity == "medium"


@pytest.mark.parametrize("name", ["廉洁河湾", "河湾卫生健康", "这里是河湾", "周晓峰"])
def test_offices_and_writers_need_no_listing(name):
    assert reprint(f"昨日，老桥起火，三人受伤。\n来源：{name}", name) is None


def test_an_official_body_off_the_list_is_a_source_and_no_outlet():
    around = Context(listings=(ListingFact("河湾消防", "unlisted", "2025"),))
    assert found("unlisted_reprint_source", around=around) is None
    removed = Context(listings=(ListingFact("河湾发布", "removed", "2025"),))
    assert found("unlisted_reprint_source", around=removed).severity == "high"


@pytest.mark.parametrize("state", ["listed", "no_edition"])
def test_the_listed_and_the_unknown_are_no_finding(state):
    assert found("unlisted_reprint_source", around=Context(listings=(ListingFact("甲报", state),))) is None


def test_a_recipe_needs_no_permitted_source():
    around = Context(listings=(ListingFact("云岭小道", "unlisted", "2025"),))
    assert found("unlisted_reprint_source", RECIPE, around) is None


def reprint(text: str, name: str):
    body = tuple(text.split("\n"))
    whole = replace(NEWS, body=body).text
    start = whole.index(name, whole.index("来源"))
    around = Context(listings=(ListingFact(name, "unlisted", "2025", ((start, start + len(name)),)),))
    return found("unlisted_reprint_source", NEWS, around, body=body)


@pytest.mark.parametrize("name", ["河湾一中", "河湾大学", "云岭酒业公司"])
def test_a_body_that_tells_of_itself_is_no_reprinted_medium(name):
    assert reprint(f"昨日，{name}起火，三人受伤送医。\n来源：{name}", name) is None
    assert reprint(f"昨日，老桥起火，三人受伤送医。\n来源：{name}", name) is not None


def test_a_learned_periodical_is_no_source_of_news_but_a_weekly_is():
    assert reprint("昨日，老桥起火，三人受伤。\n来源：《桥梁养护》2017年第8期", "桥梁养护") is None
    assert reprint("昨日，老桥起火，三人受伤。\n来源：《河湾周刊》2017年第8期", "河湾周刊") is not None
