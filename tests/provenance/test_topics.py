"""What kind of text an article is, so whether it needs a source label, and what it is about."""

from __future__ import annotations

import gzip
import json

import pytest

from articles.provenance.term_index import TermIndex
from articles.provenance.topics.evidence import LEAD, parts_of
from articles.provenance.topics.model import model
from articles.provenance.topics.topic import Correction, topic_of
from articles.vocabulary.kinds import KINDS
from articles.vocabulary.topics import TOPICS
from tests.shared_data import require_shared

FIRE = "河湾新闻网讯（记者周澄）3月4日凌晨，河湾老城区一处仓库起火，消防部门出动八辆车扑救，没有人员伤亡。"


@pytest.mark.parametrize(
    ("headline", "text", "kind"),
    [
        ("河湾老城区一仓库起火，无人伤亡", FIRE, "news"),
        ("公交车失控撞倒三名行人，司机被刑拘", "", "news"),
        ("河湾市公布养老金调整方案", "4月2日，河湾市人社局发布通知，今年起提高退休人员基本养老金。", "news"),
        ("河湾队补时绝杀晋级", "北京时间5月2日，河湾队在主场2比1战胜山城队，主帅赛后称赞球员。", "coverage"),
        ("红烧排骨的家常做法", "排骨先焯水，再加姜片和料酒，小火慢炖一小时，汤色清亮，简单又好吃。", "service"),
        ("渣土车侧翻压住轿车，消防破拆救出两人", "#发动机 #油耗 #电池", "news"),
        (
            "夜里面包车撞倒路灯，司机弃车",
            "车型为某品牌面包车，发动机受损，油耗表停在半格。昨晚十一点，面包车撞倒路灯杆后，司机弃车离开，交警正在寻找。",
            "news",
        ),
        ("地铁涨价听证会下周召开", "", "news"),
        ("造纸厂排黑水，河里死鱼成片", "村民昨天在河边拍到大片死鱼，镇政府说已责令造纸厂停产。", "news"),
        ("湖城两名副局长被查", "湖城市纪委监委消息，市水务局副局长周某涉嫌严重违纪违法，目前正接受审查调查。", "news"),
        ("离婚三年后，她在海边遇见了他", "风吹起她的头发，他的眼神里满是愧疚。“你还好吗？”他轻声问。", "fiction"),
        (
            "全新湖光X5上市，售价12.98万元起",
            "湖光汽车今日发布全新X5，搭载1.5T发动机，百公里油耗6.2升，配备12.3英寸大屏。",
            "coverage",
        ),
        ("写给三十岁的自己", "人到中年才明白，真正的朋友不在多，而在懂你。我常常想起小时候的院子。", "opinion"),
    ],
)
def test_kind_of_a_text(headline: str, text: str, kind: str) -> None:
    topic = topic_of(headline, text)
    assert topic.kind == kind
    assert topic.is_news is KINDS[kind].needs_source


@pytest.mark.parametrize(
    ("headline", "code"),
    [
        ("男子醉驾肇事逃逸，警方连夜抓获", "society_incident"),
        ("美国与伊朗重启谈判，外长赴维也纳", "international"),
        ("男篮季后赛绝杀，主帅赛后称赞球员", "sport"),
        ("新款手机芯片曝光，续航大涨", "technology"),
        ("新型驱逐舰入列海军，配备垂发导弹", "military"),
        ("", "other"),
        ("哈哈哈哈", "other"),
    ],
)
def test_topic_by_headline(headline: str, code: str) -> None:
    assert topic_of(headline, "").code == code


def test_news_does_not_depend_on_the_topic() -> None:
    text = "河湾晚报讯（记者李然）5月6日，一家无人驾驶汽车公司的测试车在河湾市撞伤两名行人，警方已介入调查。"
    assert topic_of("无人驾驶测试车撞伤两名行人", text).is_news


def test_the_words_shown_are_whole_words_of_the_text() -> None:
    topic = topic_of("河湾老城区一仓库起火，无人伤亡", FIRE)
    assert "起火" in {*topic.terms, *topic.kind_terms}
    known = model().words
    for word in (*topic.terms, *topic.kind_terms):
        assert word in known
        assert word in f"河湾老城区一仓库起火，无人伤亡\n{FIRE}"


def test_general_words_and_crumbs_are_no_evidence() -> None:
    general = {"停靠", "去年同期", "一位女", "一句", "今年", "近日", "一直没有", "的人"}
    assert not general & model().words.keys()
    assert all(model().words.values())


def test_traditional_and_full_width_read_the_same() -> None:
    assert topic_of("國務院公佈新規，Ａ股大漲", "") == topic_of("国务院公布新规，A股大涨", "")


def test_a_correction_stands_before_the_model() -> None:
    topic = topic_of("河湾老城区一仓库起火", FIRE, Correction("fiction", "life"))
    assert (topic.kind, topic.code, topic.is_news, topic.is_corrected) == ("fiction", "life", False, True)


def test_the_shipped_model_knows_every_kind_and_topic() -> None:
    """A new term of either family needs rows and another training; until then the model must know that it lacks it."""
    assert model().kinds == KINDS.codes
    assert model().topics == TOPICS.codes


APPENDED = (
    "#耳机 #显卡 #数码 #屏幕 #续航 #快充 #芯片",
    "#篮球 #足球 #世界杯",
    "标签：手机 | 电脑 | 相机 | 汽车",
    "相关阅读：这款手机为何热销 | 新车上市 | 显卡跑分",
    "耳机、显卡、处理器、屏幕、快充、电池",
    "这款手机的芯片性能大涨，屏幕和续航都有提升。",
    "主队在最后一分钟绝杀，球迷沸腾。",
    "警方通报，肇事司机已被刑拘，三人受伤送医。",
    "国务院公布新规，明年一月一日起施行。",
    "记者从市公安局获悉，5月6日上午，嫌疑人已被抓获。",
    "点击关注我们，获取更多精彩内容",
    "编辑：李然 来源：河湾日报",
    "从前有个书生，半夜听见有人敲门。",
    "联系电话：0000-1234567，欢迎咨询",
)


def _texts() -> list[tuple[str, str]]:
    with gzip.open(require_shared("clickbait/zh_labelled.jsonl.gz"), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [(row["title"], "\n".join(row["body"].split("。"))) for row in rows[::3]]
    return [(title, text) for title, text in texts if len(parts_of(title, text)[2]) >= LEAD]


def test_no_appended_line_changes_either_decision_of_real_texts() -> None:
    """A line below a text is no evidence, whatever it says: over every third labelled text, cut into its sentences.

    Texts with less than a lead are left out: there the line may be all that is written.
    """
    changed = []
    for headline, text in _texts():
        before = topic_of(headline, text)
        for line in APPENDED:
            after = topic_of(headline, f"{text}\n{line}")
            if (after.code, after.kind) != (before.code, before.kind):
                changed.append((headline, line, before, after))
    assert not changed
    assert len(_texts()) > 300


@pytest.mark.parametrize("line", APPENDED[:5] + APPENDED[10:12])
@pytest.mark.parametrize("headline", ["公交车失控撞倒三名行人，司机被刑拘", "河湾队补时绝杀晋级", "红烧排骨的家常做法"])
def test_tags_lists_and_furniture_alone_are_no_evidence(headline: str, line: str) -> None:
    assert topic_of(headline, line) == topic_of(headline, "")


def test_latin_words_stand_alone() -> None:
    index = TermIndex(["ai", "a股", "导弹", "洲际导弹"])
    assert list(index.find("taipei ai,a股洲际导弹")) == [(7, "ai"), (10, "a股"), (12, "洲际导弹")]


def test_categories_of_real_headlines() -> None:
    """On headlines alone: at least 70 % of news recognised as such, at most 13 % of sport, games and stars mistaken."""
    news, other = ({"5", "6"}, {"7", "8", "9"})
    counts = {True: [0, 0], False: [0, 0]}
    with gzip.open(require_shared("headlines/thucnews.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if number % 5 == 0 and row["category"] in news | other:
                of = counts[row["category"] in news]
                of[0] += topic_of(row["title"], "").is_news
                of[1] += 1
    assert counts[True][0] / counts[True][1] >= 0.70
    assert counts[False][0] / counts[False][1] <= 0.13
