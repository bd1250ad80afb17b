"""Attribution against reference: by outlet, by another name of it, by the headline; and not by accident."""

from __future__ import annotations

import pytest

from articles.parsing.extracted import ExtractedReference
from articles.provenance.attributions import find_attributions
from articles.provenance.references import match_references


def matches(text: str, *references: ExtractedReference) -> list[tuple[int, int, str]]:
    return [(m.attribution, m.reference, m.by) for m in match_references(find_attributions(text), references)]


def by(outlet: str | None, headline: str = "大桥的消息") -> ExtractedReference:
    return ExtractedReference(headline=headline, outlet=outlet)


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


def test_an_outlet_comes_before_a_headline() -> None:
    references = (by("和讯网", "海岛时报：大桥通车"), by("海岛时报"))
    assert matches("据《海岛时报》报道，大桥通车。", *references) == [(0, 1, "outlet")]


def test_several_attributions_may_share_a_reference() -> None:
    text = "据《海岛时报》报道，大桥通车。《海岛时报》指出，人很多。"
    assert matches(text, by("海岛时报")) == [(0, 0, "outlet"), (1, 0, "outlet")]


def test_nothing_to_match() -> None:
    assert matches("据《海岛时报》报道，大桥通车。") == []
    assert match_references([], [by("海岛时报")]) == []
