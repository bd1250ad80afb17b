from __future__ import annotations

import pytest

from articles.provenance.rewording.alignment import align
from articles.provenance.rewording.facts import SharedFacts, equal_numbers, numbers, rare_words, shared_facts
from articles.provenance.rewording.gates import SHOWN, Standing, reading
from articles.vocabulary.retellings import COMMON_SOURCE, RETOLD
from tests.provenance.rewording.texts import OTHER_REPORT, REWORDING, STORY, narrative


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("赔偿１２，０００元", [12000.0]),
        ("罚款1.2万元，拘留七日", [12000.0]),
        ("二十三人，其中三人重伤", [23.0, 3.0]),
        ("2018年5月7日", [5.0, 7.0]),
        ("二〇一八年，1998 年", [1998.0]),
        ("一个人，万一，千万别", []),
        ("增长30.5%，达到3亿", [30.5, 3e8]),
        ("1/2、3-5", [1.0, 2.0, 3.0, 5.0]),
        ("", []),
    ],
)
def test_numbers_are_read_by_value(text: str, values: list[float]) -> None:
    assert [each.value for each in numbers(text)] == values


def test_equal_numbers_are_marked_in_both_sentences() -> None:
    one, other = "卖出1.2万桶，4倍于平时", "走了12000桶，翻了3番"

    mine, theirs = equal_numbers(one, other)

    assert [one[start:end] for start, end in mine] == ["1.2万"]
    assert [other[start:end] for start, end in theirs] == ["12000"]


def test_rare_words_of_both_sentences_are_found_and_common_ones_are_not() -> None:
    one, other = "记者在槐荫路走访居民", "槐荫路的居民对记者说"

    found = [one[start:end] for start, end in rare_words(one, (0, len(one)), other, (0, len(other)))]

    assert any("槐荫路" in each for each in found)
    assert not any("记者" in each for each in found)


def test_a_rewording_keeps_numbers_and_names() -> None:
    one, other = narrative(*REWORDING), narrative(*STORY)

    facts = shared_facts(one, other, align(one, other))

    assert facts.agree
    assert 2 * facts.numbers >= facts.of >= 8


def test_another_report_has_numbers_of_its_own() -> None:
    one, other = narrative(*OTHER_REPORT), narrative(*STORY)

    assert not shared_facts(one, other, align(one, other)).agree


ENOUGH = SharedFacts(4, 6, ("槐荫路", "南岭湖", "锦绣里"))


@pytest.mark.parametrize(
    ("score", "facts", "standing", "expected"),
    [
        (SHOWN, ENOUGH, Standing(), RETOLD),
        (SHOWN - 0.01, ENOUGH, Standing(), None),
        (0.9, SharedFacts(2, 6, ENOUGH.names), Standing(), None),
        (0.9, SharedFacts(6, 6, ENOUGH.names[:2]), Standing(), None),
        (0.9, SharedFacts(1, 1, ENOUGH.names), Standing(), None),
        (0.9, SharedFacts(0, 0, (*ENOUGH.names, "云泽")), Standing(), RETOLD),
        (0.9, ENOUGH, Standing(both_official=True), None),
        (0.9, ENOUGH, Standing(one_publisher=True), None),
        (0.9, ENOUGH, Standing(is_credited=True), COMMON_SOURCE),
        (0.9, ENOUGH, Standing(common_origin="新华社"), COMMON_SOURCE),
        (0.9, ENOUGH, Standing(both_official=True, is_credited=True), None),
    ],
)
def test_a_pair_is_shown_when_it_passes_every_gate(
    score: float, facts: SharedFacts, standing: Standing, expected: str | None
) -> None:
    assert reading(score, facts, standing) == expected
