"""Short declarations in any order of their words, and lines with the same words that declare nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.parsing.declarations import short_lines
from articles.parsing.declarations.notices import Passage, find_flags
from articles.parsing.normal_form import normalize


def codes(line: str, location: str = "tail") -> set[str]:
    return {code for flag in find_flags([Passage(line, location, 0)]) for code in (flag.code, *flag.also)}


DECLARED = [
    ("旧视频，拍摄于2018年，请勿误传", {"old_news"}),
    ("往期文章重发", {"old_news"}),
    ("视频为往年资料，非近期发生", {"old_news"}),
    ("段子，别当真", {"fiction"}),
    ("本期内容为情景再现，由演员演绎", {"fiction"}),
    ("利益相关：产品由品牌方赠送", {"marketing"}),
    ("商单，感谢金主支持", {"marketing"}),
    ("声明：含广告", {"marketing"}),
    ("以上均为本人真实使用感受，不代表任何机构", {"personal_opinion"}),
    ("主观评价，仅供参考", {"personal_opinion", "verify_caution"}),
    ("独立创作，未经允许不得转载", {"original"}),
    ("贴纸薅自各大平台，用完就删", {"image_web_sourced"}),
    ("金句＝网络，鸡汤自熬", {"web_sourced"}),
    ("面霜是品牌方寄的", {"marketing"}),
    ("结局随手瞎掰的，勿上头", {"fiction"}),
    ("老帖重温～写于2016年", {"old_news"}),
]


@pytest.mark.parametrize(("line", "wanted"), DECLARED)
def test_a_line_of_known_words_alone_declares(line: str, wanted: set[str]) -> None:
    assert codes(line) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "旧视频被重新剪辑后疯传，平台已下架。",
        "段子手的工资有多高",
        "商单报价涨了三倍，博主却接不到活。",
        "个人体验馆今天开放预约。",
        "推广链接被人恶意篡改。",
        "本视频不含广告",
        "没有广告，没有赞助",
        "内容并非摆拍",
        "广告",
        "小剧场",
        "推广",
        "独立创作是她一直坚持的事。",
        "表情包来自网络吗？",
        "网络图片下载",
        "样机由厂商寄送到检测站。",
    ],
)
def test_one_other_word_a_denial_or_a_bare_heading_declares_nothing(line: str) -> None:
    assert codes(line) == set()


@pytest.mark.parametrize(("line", "wanted"), DECLARED[:4])
def test_such_a_line_in_mid_text_declares_nothing_by_its_words_alone(line: str, wanted: set[str]) -> None:
    assert codes(f"他说：{line}", "body") == set()


def test_every_word_is_in_normal_form_and_has_one_spelling() -> None:
    data = json.loads(Path(short_lines.__file__).with_suffix(".json").read_text("utf-8"))
    for role, words in data.items():
        if role != "_about":
            assert len(words) == len(set(words)), role
            assert [word for word in words if normalize(word).text != word] == []
