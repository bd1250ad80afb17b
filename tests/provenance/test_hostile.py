"""Texts no honest author writes: no crash, no quadratic time, spans that stay within the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attributions import find_attributions
from articles.provenance.record import assess_provenance
from articles.text.prose_folding import fold_prose
from tests.provenance.makers import article

_BRICKS = [
    *'据《》“”"，：。\n说称对向在的局从（）A \u0000😀據',
    *("根据", "专家", "网友", "表示", "记者", "研究", "显示", "统计", "徐立明", "海岛大学", "获悉", "网传"),
]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_BRICKS), max_size=60).map("".join)))
def test_every_span_lies_in_the_text(text: str) -> None:
    found = find_attributions(text)
    for each in found:
        assert text[each.start : each.end] == each.who
        assert each.who
        assert 0 <= each.claim_start <= each.claim_end <= len(text)
    assert found == sorted(found, key=lambda each: (each.start, each.end))
    assert len({(each.start, each.end) for each in found}) == len(found)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_prose(text)) == len(text)


def test_nothing_at_all() -> None:
    empty = assess_provenance(ExtractedArticle(headline="", body=()))
    assert (empty.attributions, empty.matches, empty.findings, empty.topic.code) == ((), (), (), "other")


def test_only_punctuation() -> None:
    assert assess_provenance(article("……", "，。！？：；“”《》" * 5_000)).attributions == ()


def test_one_sentence_twenty_thousand_times() -> None:
    body = "据《海岛时报》报道，知情人士透露，大桥通车。" * 20_000
    provenance = assess_provenance(article("大桥通车", body, outlets=("海岛时报",)))
    assert len(provenance.attributions) == 40_000
    assert len(provenance.matches) == 20_000


@pytest.mark.parametrize(
    "brick",
    [
        "据",
        "“",
        "《",
        "表示",
        "对记者",
        "网传",
        "\n据悉",
        "徐立明说：",
        "研究显示",
        "据 ",
        "（",
        "的",
        "告诉",
        "专家",
        "在",
    ],
)
def test_one_word_again_and_again(brick: str) -> None:
    """Quadratic work would be 10¹⁰ steps here and never end; every claim stays short."""
    for each in find_attributions(brick * 100_000):
        assert each.claim_end - each.claim_start <= 600


def test_ten_thousand_names_against_a_thousand_references() -> None:
    body = "".join(f"据《海岛{n}报》报道，大桥通车。" for n in range(10_000))
    provenance = assess_provenance(article("大桥通车", body, outlets=tuple(f"青川{n}报" for n in range(1_000))))
    assert len(provenance.attributions) == 10_000
    found = {each.code: each for each in provenance.findings}
    assert len(found["unmatched_attribution"].spans) == 100
