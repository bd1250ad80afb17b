"""Furniture: whole lines with counts, at both ends of a body or anywhere, never a sentence."""

from __future__ import annotations

import pytest

from articles.parsing.furniture import NO_FURNITURE, Furniture, without_furniture

KNOWN = Furniture(anywhere=("举报/反馈", "打开…查看精彩图片"), edges=("关注", "评论 #", "点赞#"), ends=("相关推荐",))


@pytest.mark.parametrize(
    "line", ["举报/反馈", "举报／反馈", " 舉報/反饋 ", "打开河湾客户端 查看精彩图片", "打开查看精彩图片"]
)
def test_a_known_line_is_furniture_anywhere(line: str) -> None:
    assert KNOWN.is_anywhere(line)
    assert without_furniture(["甲", line, "乙"], KNOWN) == ["甲", "乙"]


@pytest.mark.parametrize("line", ["关注", "评论 12", "评论1.2万", "点赞999+", "點贊 3"])
def test_a_button_is_furniture_at_the_ends_alone(line: str) -> None:
    assert without_furniture([line, "甲", line, "乙", line, line], KNOWN) == ["甲", line, "乙"]


@pytest.mark.parametrize(
    "line", ["他请大家关注河湾。", "评论 12 条都很中肯。", "举报/反馈的渠道已经开通", "关注相关推荐"]
)
def test_a_sentence_is_never_furniture(line: str) -> None:
    assert without_furniture([line], KNOWN) == [line]
    assert not KNOWN.is_end(line)


def test_nothing_is_furniture_without_wordings() -> None:
    assert without_furniture(["关注", ""], NO_FURNITURE) == ["关注", ""]


def test_two_sets_are_joined() -> None:
    both = KNOWN | Furniture(ends=("热门评论",))
    assert both.is_end("熱門評論")
    assert both.is_end("相关推荐")
