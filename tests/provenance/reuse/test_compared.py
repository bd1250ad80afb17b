"""What of a text counts for reuse: the same words in whatever dress, and neither notices nor credits nor calls."""

from __future__ import annotations

import time

import pytest

from articles.parsing.extracted import ExtractedArticle, ExtractedDisclaimer, ExtractedFlag
from articles.provenance.reuse.compared import LONGEST, compared_text
from articles.provenance.reuse.containment import containment
from articles.provenance.reuse.shingles import shingles
from tests.provenance.reuse.makers import LAKE, TEA, compared, shared
from tests.provenance.stored.world import STORY

FULL_WIDTH = {ord("."): "．", ord("4"): "４", ord(","): "，", ord("A"): "Ａ", ord("p"): "ｐ"}


def test_compared_text_has_lower_case_letters_and_digits_only():
    assert compared("“湖水”涨了 40.5 cm，\u3000Lake 见图①🙂！").text == "湖水涨了405cmlake见图①"


def test_full_and_half_width_are_one():
    plain = "A4纸,app里写着4.5元."
    assert compared(plain).text == compared(plain.translate(FULL_WIDTH)).text == "a4纸app里写着45元"


def test_traditional_is_simplified():
    assert compared("臨江市水務局週三表示，環湖水位比去年同期高出四十釐米").text.startswith("临江市水务局")
    copy = compared("臨江市水務局周三表示,環湖水位比去年同期高出四十厘米,目前沒有漫堤風險,市民不必擔心。")
    assert shared(compared(LAKE[0]), copy) == (1.0, 1.0)


def test_every_kept_character_knows_its_place_in_the_article():
    article = ExtractedArticle(headline="标题", body=("来源：临江早报", "İ湖水，Ａ 涨了𠮷。", *LAKE))
    found = compared_text(article)
    assert len(found.text) == len(found.offsets)
    places = {char: article.text[offset] for char, offset in zip(found.text, found.offsets, strict=True)}
    assert [places[char] for char in "湖a涨𠮷"] == ["湖", "Ａ", "涨", "𠮷"]
    assert article.text[found.offsets[-1]] == "容"


@pytest.mark.parametrize(
    "line",
    [
        "特别声明：以上内容为自媒体平台“某某号”用户上传并发布，本平台仅提供信息存储服务。",
        "Notice: The content above is uploaded by a user of the platform, which only provides information storage.",
        "免责声明：本文仅供交流。如有疑问，请与我们联系。",
        "责任编辑：陈某某",
        "（来源：临江早报）",
        "來源：臨江早報",
        "文/李某某 图/王某某 编辑：赵某某",
        "记者｜孙某某 编辑｜周某某",
        "本文转载自临江早报，版权归原作者所有",
        "大家好，我是爱看热闹的小编",
        "点赞、收藏、关注，一键三连！",
        "喜欢的朋友记得点赞，别忘了转发给更多的人，我们评论区见",
        "长按二维码，关注公众号",
        "未经本报书面授权，不得转载。",
        "如有侵权，请联系删除",
        "图片来源于网络",
    ],
)
def test_compared_text_leaves_boilerplate_out(line):
    assert compared(line).text == ""
    assert compared(LAKE[0], line, LAKE[1]).text == compared(*LAKE[:2]).text


@pytest.mark.parametrize(
    "line",
    [
        "这起事故引起了广泛关注，水务部门正在查找泄漏的来源。",
        "他关注湖水的变化已经三十年。",
        "来源不明的沙土堆在岸边，没有人说得清楚。",
        "记者：您觉得今年的水位还会继续上涨吗？",
        "未经授权的无人机飞进了湖区上空，造成三趟渡船推迟。",
        "不少网友在评论区留言，讲起小时候在湖边的故事。",
        "这位养鱼人的公众号有三万粉丝，每天都有人留言问路。",
        "欢迎来到临江，这座城市的早晨是从一碗米粉开始的。",
        "编辑部的灯亮到深夜，几位老人还在核对水文资料。",
        "公司发表声明说，堤坝的检修记录完整。",
    ],
)
def test_ordinary_sentences_with_the_same_words_count(line):
    assert len(compared(line).text) > 0.8 * len(line)


def test_a_notice_within_one_long_paragraph_does_not_count_either():
    notice = "特别声明：以上文章内容仅代表作者本人观点，不代表本网站的观点或立场。"
    one, other = compared("".join(LAKE) + notice), compared("".join(TEA) + notice)
    assert shared(one, other) == (0.0, 0.0)
    assert one.text == compared("".join(LAKE)).text


def test_compared_text_leaves_marked_notices_and_declarations_out():
    notice, declared = "以下由本台用户提供并负责解释", "内容取材于网络请谨慎辨别"
    body = (LAKE[0] + declared, notice, LAKE[1])
    start = body[0].index(declared)
    flag = ExtractedFlag("web_sourced", declared, "body", (), start, start + len(declared))
    disclaimers = (ExtractedDisclaimer("other", "zh", notice),)
    article = ExtractedArticle("标题", body, declarations=("声明",), provenance_flags=(flag,), disclaimers=disclaimers)
    assert compared_text(article).text == compared(*LAKE[:2]).text


def test_an_empty_body_and_one_of_nothing_but_marks_are_empty():
    for body in ((), ("",), ("……！？", " \u3000 ")):
        assert compared(*body).text == ""
        assert len(compared(*body).offsets) == 0


@pytest.mark.parametrize("sentence", ["湖水又涨了一点。", "记得关注", "来源：", "声明", "\n", "İ"])
def test_one_sentence_a_million_times_takes_no_more_than_its_first_part(sentence):
    began = time.process_time()
    found = compared(sentence * 1_000_000)
    assert time.process_time() - began < 3
    assert len(found.text) <= LONGEST


@pytest.mark.parametrize(
    ("filler", "every"), [("啊", 4), ("呢", 3), ("吧", 5), ("的", 4), ("x", 4), ("啊", 1)], ids=str
)
def test_characters_put_between_the_others_do_not_hide_a_copy(filler, every):
    text = "".join(STORY)
    parts = [text[at : at + every] for at in range(0, len(text), every)]
    filled = ExtractedArticle(headline="", body=(filler.join(parts),))
    plain = ExtractedArticle(headline="", body=(text,))
    ours, theirs = shingles(compared_text(filled).text), shingles(compared_text(plain).text)
    assert containment(ours, theirs)[0] > 0.75


def test_particles_of_ordinary_speech_stay():
    text = "你说这桥还能修好吗？我看够呛啊，护栏都锈成那样了，谁敢走呢。师傅说，先封九天吧，修好了再说嘛。"
    assert "吗" in compared_text(ExtractedArticle(headline="", body=(text,))).text
