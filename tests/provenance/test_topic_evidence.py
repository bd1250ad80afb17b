"""What of a text speaks for its kind and topic."""

from __future__ import annotations

import pytest

from articles.provenance.topics.evidence import FIRST, LEAD, MOST, form_of, parts_of, tokens_of


@pytest.mark.parametrize(
    "line",
    [
        "#耳机 #显卡 #数码",
        "手机 | 电脑 | 相机",
        "https://example.org/a https://example.org/b",
        "责任编辑：李然",
        "点击上方蓝字关注我们",
        "来源：河湾日报",
    ],
)
def test_a_line_that_is_no_prose_is_left_out(line: str) -> None:
    assert parts_of("标题", f"{line}\n3月4日，河湾大桥通车。") == (
        "标题",
        "3月4日,河湾大桥通车。",
        "3月4日,河湾大桥通车。",
    )


def test_the_tail_is_not_read() -> None:
    lead = "河湾大桥通车。" * 30
    assert len(lead) >= LEAD
    assert parts_of("标题", f"{lead}\n尾巴")[2] == lead[:MOST]


def test_the_first_part_ends_with_its_line() -> None:
    line = "河湾大桥通车" * 8
    assert len(line) >= FIRST
    assert parts_of("标题", f"{line}\n第二行")[1] == line


def test_tokens_are_characters_pairs_and_latin_words() -> None:
    assert list(tokens_of("nba大桥12")) == ["nba", "大", "桥", "大桥", "00"]


def test_a_headline_alone_lacks_no_form() -> None:
    assert set(form_of("为什么?", "")) == {"@asks"}
    assert "-@day" in set(form_of("为什么?", "河湾大桥。"))
