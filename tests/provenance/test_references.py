"""Attribution against reference: by outlet, by headline, by what is told and the day; and not by accident."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from articles.parsing.extracted import ExtractedReference
from articles.provenance.attribution.attributions import find_attributions
from articles.provenance.references import match_references

THIRD = datetime(2026, 11, 2, 17, tzinfo=UTC)  # 3 November, 01:00 in China
STORY = "海岛大桥加固工程提前两个月完工"


def matches(text: str, *references: ExtractedReference, source: str | None = None) -> list[tuple[int, int, str]]:
    found = match_references(find_attributions(text), references, text, source)
    return [(m.attribution, m.reference, m.by) for m in found]


def by(outlet: str | None, headline: str = "大桥的消息", at: datetime | None = None) -> ExtractedReference:
    return ExtractedReference(headline=headline, outlet=outlet, published_at=at)


@pytest.mark.parametrize(
    ("credited", "outlet"),
    [
        ("《海岛时报》", "海岛时报"),
        ("《海岛时报》", "海岛时报官方微博"),
        ("央视新闻", "央视网"),  # another name of the same outlet
        ("中国之声", "央广网"),
        ("CNN", "美国有线电视新闻网"),
        ("《環球時報》", "环球网"),
        ("海岛大学专家", "海岛大学"),
    ],
)
def test_the_outlet_or_another_name_of_it(credited: str, outlet: str) -> None:
    assert matches(f"据{credited}报道，大桥通车。", by("和讯网"), by(outlet)) == [(0, 1, "outlet")]


@pytest.mark.parametrize(
    ("credited", "outlet"),
    [
        ("《海岛时报》", "海岛日报"),
        ("央视新闻", "央广网"),
        ("外媒", "外媒观察"),
        ("《海岛时报》", None),
        ("《海岛时报》", ""),
    ],
)
def test_another_outlet_or_none(credited: str, outlet: str | None) -> None:
    assert matches(f"据{credited}报道，大桥通车。", by(outlet)) == []


def test_the_headline_names_who_is_credited() -> None:
    assert matches("海岛大学指出，鱼在减少。", by("和讯网", "海岛大学：十年间鱼少了一半")) == [(0, 0, "headline")]


@pytest.mark.parametrize(
    ("credited", "headline"),
    [
        ("张澄说", "张澄：老城区供水工程下月开工"),
        ("河湾市水务局局长张澄说", "张澄：老城区供水工程下月开工"),
        ("张澄说", "水务局局长张澄：老城区供水工程下月开工"),
        ("河湾市市场监管局表示", "河湾市市场监督管理局：三批食品不合格"),
    ],
)
def test_the_headline_begins_with_who_speaks(credited: str, headline: str) -> None:
    assert matches(f"{credited}，一切照旧。", by("和讯网", headline)) == [(0, 0, "headline")]


def test_a_short_name_inside_a_headline_is_no_speaker() -> None:
    assert matches("张澄说，一切照旧。", by("和讯网", "清张澄河水：老城区供水工程下月开工")) == []


@pytest.mark.parametrize(
    ("credited", "outlet"),
    [
        ("国家卫健委", "国家卫生健康委员会"),
        ("国家发展和改革委员会", "国家发改委"),
        ("河湾市中院", "河湾市中级人民法院"),
        ("河湾市住建局", "河湾市住房和城乡建设局"),
        ("世卫组织", "世界卫生组织"),
    ],
)
def test_a_body_under_its_long_and_its_short_name(credited: str, outlet: str) -> None:
    assert matches(f"{credited}介绍，一切照旧。", by("和讯网"), by(outlet)) == [(0, 1, "outlet")]


def test_the_same_office_of_another_place_is_another_body() -> None:
    assert matches("河湾市卫健委介绍，一切照旧。", by("临江市卫生健康委员会")) == []


def test_an_outlet_comes_before_a_headline() -> None:
    references = (by("和讯网", "海岛时报：大桥通车"), by("海岛时报"))
    assert matches("据《海岛时报》报道，大桥通车。", *references) == [(0, 1, "outlet")]


def test_several_attributions_may_share_a_reference() -> None:
    text = "据《海岛时报》报道，大桥通车。《海岛时报》指出，人很多。"
    assert matches(text, by("海岛时报")) == [(0, 0, "outlet"), (1, 0, "outlet")]


def test_match_references_is_empty_without_input() -> None:
    assert matches("据《海岛时报》报道，大桥通车。") == []
    assert match_references([], [by("海岛时报")]) == []


def test_a_sentence_that_tells_the_headline_again_is_backed_by_it() -> None:
    text = "天气很好。云岭县交通局表示，海岛大桥的加固工程提前两个月完工。"
    assert matches(text, by("和讯网", "鱼价上涨一成"), by("和讯网", STORY)) == [(0, 1, "headline_overlap")]
    traditional = "雲嶺縣交通局表示，海島大橋的加固工程提前兩個月完工。"
    assert matches(traditional, by("和讯网", STORY)) == [(0, 0, "headline_overlap")]


@pytest.mark.parametrize(
    "text",
    [
        "海岛大桥的加固工程提前两个月完工。云岭县交通局表示，司机要慢行。",  # another sentence tells it
        "云岭县交通局表示，大桥的工程还要两个月。",  # less than two fifths of it
    ],
)
def test_the_same_topic_is_not_the_same_story(text: str) -> None:
    assert matches(text, by("和讯网", STORY)) == []


def test_reference_of_another_outlet_backs_no_attribution() -> None:
    text = "据《海岛时报》报道，海岛大桥的加固工程提前两个月完工。"
    assert matches(text, by("和讯网", STORY)) == []
    assert matches(text, by(None, STORY)) == [(0, 0, "headline_overlap")]


def test_a_headline_of_a_few_words_is_told_by_anybody() -> None:
    assert matches("云岭县交通局表示，大桥今天通车了。", by("和讯网", "大桥今天通车")) == []


@pytest.mark.parametrize("day", ["11月3日", "2026年11月3日", "2026-11-03", "１１月３日"])
def test_the_day_of_the_reference_makes_up_for_fewer_words(day: str) -> None:
    text = f"{day}，云岭县交通局表示，加固工程已经完成。"
    assert matches(text, by("和讯网", STORY, THIRD)) == [(0, 0, "date")]


@pytest.mark.parametrize("day", ["", "3日", "11月2日", "2025年11月3日", "11.3万元"])
def test_another_day_or_half_of_one_does_not(day: str) -> None:
    text = f"{day}，云岭县交通局表示，加固工程已经完成。"
    assert matches(text, by("和讯网", STORY, THIRD)) == []


def test_the_day_alone_ties_nothing_together() -> None:
    assert matches("云岭县交通局11月3日表示，鱼价会上涨。", by("和讯网", STORY, THIRD)) == []
    assert matches("云岭县交通局11月3日表示，加固工程已经完成。", by("和讯网", STORY)) == []


@pytest.mark.parametrize(
    "text",
    [
        "据《海岛时报》3日报道，司机要慢行。",
        "据《海岛时报》11月3日报道，司机要慢行。",
        "据《海岛时报》报道，海岛大桥的加固工程提前完工。",
    ],
)
def test_day_or_story_selects_among_references_of_an_outlet(text: str) -> None:
    references = by("海岛时报", "鱼价上涨一成，渔民出海更早"), by("海岛时报", STORY, THIRD)
    assert matches(text, *references) == [(0, 1, "outlet")]
    assert matches("据《海岛时报》报道，司机要慢行。", *references) == [(0, 0, "outlet")]


@pytest.mark.parametrize(
    ("source", "outlet"), [("湖城快讯", "湖城快讯"), ("湖城快讯", "湖城快讯公众号"), ("央视网", "央视新闻")]
)
def test_a_source_that_cites_itself_backs_nothing(source: str, outlet: str) -> None:
    reference = by(outlet, STORY)
    text = f"据《{outlet}》报道，海岛大桥的加固工程提前两个月完工。云岭县交通局表示，海岛大桥加固工程提前两个月完工。"
    assert matches(text, reference, source=source) == []
    assert matches(text, reference, source="云岭日报") != []
    assert matches(text, reference, by("和讯网", STORY), source=source)[-1][1:] == (1, "headline_overlap")


def test_a_source_whose_name_holds_an_outlets_name_is_not_that_outlet() -> None:
    assert matches("据新华社报道，大桥通车。", by("新华社"), source="新华社区观察") == [(0, 0, "outlet")]
