"""Declarations and disclaimers: every code, half- and full-width, simplified and traditional; mentions are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.declarations.credits import is_editorial, read_credits
from articles.parsing.declarations.disclaimers import classify_disclaimer, is_disclaimer
from articles.parsing.declarations.notices import Passage, declares, find_flags
from articles.text.page_folding import fold_page

DECLARATIONS = [
    ("声明:取材网络,谨慎辨别", "web_sourced", ("verify_caution",)),
    ("聲明：取材網絡，謹慎辨別", "web_sourced", ("verify_caution",)),
    ("本文内容来源于网络，如有侵权请联系删除。", "web_sourced", ("infringement_contact",)),
    ("（素材来源网络）", "web_sourced", ()),
    ("文章综合网络整理", "web_sourced", ()),
    ("信息来源：网络", "web_sourced", ()),
    ("图片来自网络，如有侵权，请联系删除。", "image_web_sourced", ("infringement_contact",)),
    ("圖片來源於網絡", "image_web_sourced", ()),
    ("（图/网络）", "image_web_sourced", ()),
    ("配图均为网络配图", "image_web_sourced", ()),
    ("本文仅供参考", "verify_caution", ()),
    ("内容由AI生成", "ai_generated", ()),
    ("内容由ＡＩ生成", "ai_generated", ()),
    ("本文由人工智能辅助创作。", "ai_generated", ()),
    ("作品含AI生成内容", "ai_generated", ()),
    ("内容疑似由AI生成", "ai_suspected", ()),
    ("疑似AI生成内容，请谨慎甄别", "ai_suspected", ("verify_caution",)),
    ("虚构演绎,仅供娱乐", "fiction", ()),
    ("本故事纯属虚构，如有雷同，纯属巧合。", "fiction", ()),
    ("本文转载自《清河日报》，版权归原作者所有。", "reprint", ()),
    ("转自：清河晚报", "reprint", ()),
    ("个人原创,仅供参考", "original", ("verify_caution",)),
    ("个人观点，仅供参考", "personal_opinion", ("verify_caution",)),
    ("以上仅代表个人观点，欢迎交流", "personal_opinion", ()),
    ("声明：内容为旧闻", "old_news", ()),
    ("（文中人物均为化名）", "pseudonym", ()),
    ("如有侵权，请联系我们删除", "infringement_contact", ()),
    ("侵權必刪", "infringement_contact", ()),
    ("素材来源官方媒体/网络新闻", "official_sourced", ("web_sourced",)),
    ("本文含广告", "marketing", ()),
]


@pytest.mark.parametrize(("text", "code", "also"), DECLARATIONS, ids=[text for text, _, _ in DECLARATIONS])
def test_declaration(text: str, code: str, also: tuple[str, ...]) -> None:
    (flag,) = find_flags([Passage(text, "tail", 100)])
    assert (flag.code, flag.also, flag.text) == (code, also, text)
    assert (flag.start, flag.end) == (100, 100 + len(text))
    assert flag.declared_by == ("platform" if code == "ai_suspected" else "author")
    assert declares(text)


MENTIONS = [
    "这座历史文化名城吸引了很多游客。",
    "工程师来自网络安全公司，负责防护。",
    "平台要求作者标注“内容由AI生成”，否则限流。",
    "他说，“取材网络”四个字不能代替来源。",
    '他说，"取材网络"四个字不能代替来源。',
    "这些批评来自网络上的普通读者。",
    "经核查，该视频由AI生成，警方已立案。",
    "官方通报称事故无人伤亡。",
    "网传消息纯属虚构，当地已辟谣。",
    "他的个人观点引发争议。",
    "原创不易，请支持",
    "公司涉嫌侵权，被告上法庭",
    "规定要求注明内容来自网络的图片必须标注",
    "转载请注明出处",
    "AI生成内容的市场规模快速增长，去年达到两百亿元",
    "他化名李明潜逃多年",
    "比如“声明：取材网络，谨慎辨别”就是常见写法",
]


@pytest.mark.parametrize("text", MENTIONS)
def test_mention_is_no_declaration(text: str) -> None:
    assert find_flags([Passage(text, "body", 0)]) == ()


def test_a_remark_in_brackets_is_the_flag_not_its_sentence() -> None:
    text = "七岁的小花（化名）的母亲说，孩子已经出院，谢谢大家的关心。"
    (flag,) = find_flags([Passage(text, "body", 0)])
    assert (flag.code, flag.text) == ("pseudonym", "（化名）")
    assert text[flag.start : flag.end] == "（化名）"


def test_the_same_declaration_twice_is_one_flag_and_captions_have_no_span() -> None:
    flags = find_flags([Passage("图源网络", "caption"), Passage("图源网络", "caption")])
    assert [(flag.code, flag.start, flag.end) for flag in flags] == [("image_web_sourced", None, None)]


def test_two_sentences_are_two_flags() -> None:
    flags = find_flags([Passage("图片来自网络。本文由AI生成。", "tail", 0)])
    assert [flag.code for flag in flags] == ["image_web_sourced", "ai_generated"]


@given(
    st.text(alphabet="取材网络来自图片，,。（）()“”化名AI生成侵权删除原创 \n仅供参考", max_size=120), st.integers(0, 50)
)
def test_spans_are_the_text(text: str, start: int) -> None:
    for flag in find_flags([Passage(text, "body", start)]):
        assert flag.start is not None
        assert flag.end is not None
        assert text[flag.start - start : flag.end - start] == flag.text
        assert flag.text == flag.text.strip() != ""
        assert flag.code not in flag.also


@given(st.text())
def test_folding_keeps_every_offset_and_is_stable(text: str) -> None:
    assert len(fold_page(text)) == len(text)
    assert fold_page(fold_page(text)) == fold_page(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("特别声明：以上内容为自媒体平台“网易号”用户上传并发布，本平台仅提供信息存储服务。", "storage_only"),
        ("免责声明：本文来自腾讯新闻客户端自媒体，不代表腾讯网的观点和立场。", "views_not_platform"),
        ("风险提示：投资有风险，入市需谨慎。", "investment_risk"),
        ("版权声明：版权归原作者所有。", "copyright"),
    ],
)
def test_disclaimer_codes(text: str, code: str) -> None:
    assert is_disclaimer(text)
    assert classify_disclaimer(text) == code


@pytest.mark.parametrize(
    "text", ["这不代表他放弃了自己的立场。", "声明:取材网络,谨慎辨别", "他说投资有风险。", "以上观点不代表公司立场"]
)
def test_an_authors_sentence_is_no_disclaimer(text: str) -> None:
    assert not is_disclaimer(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("作品声明：取材网络，谨慎辨别", "web_sourced"),
        ("以下文章来源于山城观察", "reprint"),
        ("以下文章来源于山城观察 ，作者周舟", "reprint"),
    ],
)
def test_declarations_that_platforms_print_in_their_own_words(text: str, code: str) -> None:
    flags = find_flags([Passage(text, "tail")])
    assert [flag.code for flag in flags] == [code]


@pytest.mark.parametrize("text", ["（编辑：周舟）", "责任编辑：柳青", "值班编辑:周舟"])
def test_editor_lines_are_credits_and_no_disclaimers(text: str) -> None:
    assert not is_disclaimer(text)
    assert [credit.role for credit in read_credits(text)] == ["editor"]
    assert is_editorial(text)


def test_a_sentence_about_an_editor_is_no_editor_line() -> None:
    assert not read_credits("编辑部的灯亮到凌晨，大家都在等最后的消息。")
