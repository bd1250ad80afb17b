"""Rules on labels that are missing or hidden."""

from __future__ import annotations

import pytest

from articles.parsing.extracted import ExtractedDisclaimer, ExtractedImage, ExtractedVisibility
from articles.parsing.images.ai_labels import AiLabel
from articles.provenance.rules.labels import UNLABELLED, UNSEEN
from articles.vocabulary.notices import AI_LABELS, VISIBILITIES
from tests.provenance.rules.makers import NEWS, flag, found


def pictures(*states):
    return tuple(
        ExtractedImage(f"https://img.example/{n}.jpg", ai_label=AiLabel(state, ()) if state else None)
        for n, state in enumerate(states)
    )


@pytest.mark.parametrize(("state", "severity"), [("yes", "high"), ("possible", "medium"), ("suspected", "low")])
def test_label_missing_ai_follows_the_pictures_metadata(state, severity):
    finding = found("label_missing_ai", images=pictures(None, state))
    assert finding.severity == severity
    assert found("label_missing_ai", images=pictures(None)) is None


@pytest.mark.parametrize(("state", "severity"), [("yes", "high"), ("possible", "medium"), ("suspected", "low")])
def test_label_missing_ai_follows_the_metadata_of_the_text(state, severity):
    finding = found("label_missing_ai", ai_label=AiLabel(state))
    assert finding.severity == severity
    assert finding.zh.startswith("正文的元数据")
    shown = flag("ai_generated", "内容由AI生成")
    assert found("label_missing_ai", ai_label=AiLabel(state), provenance_flags=(shown,)) is None


@pytest.mark.parametrize("state", ["none_found", "unreadable"])
def test_label_missing_ai_needs_a_statement_of_the_metadata(state):
    assert found("label_missing_ai", ai_label=AiLabel(state)) is None


def test_the_strongest_label_of_text_and_pictures_decides():
    assert "1 张图片" in found("label_missing_ai", ai_label=AiLabel("possible"), images=pictures("yes")).zh
    assert "正文" in found("label_missing_ai", ai_label=AiLabel("yes"), images=pictures("yes")).zh


def test_the_worst_picture_decides():
    assert found("label_missing_ai", images=pictures("suspected", "yes", "yes")).severity == "high"


@pytest.mark.parametrize("code", ["ai_generated", "ai_suspected"])
def test_a_label_that_is_seen_is_enough_and_a_hidden_one_is_not(code):
    label = flag(code, "内容由AI生成")
    assert found("label_missing_ai", images=pictures("yes"), provenance_flags=(label,)) is None
    hidden = flag(code, "内容由AI生成", "hidden")
    assert found("label_missing_ai", images=pictures("yes"), provenance_flags=(hidden,)) is not None


@pytest.mark.parametrize(
    "trace",
    [
        "作为一个AI语言模型，我无法",
        "作為一個人工智能語言模型",
        "希望以上内容对您有所帮助",
        "As an AI language model, I",
        "抱歉，我无法满足这个请求。",
        "根据我截至2023年的知识，",
        "【请插入日期】",
        "Sure! Here is a rewritten version:",
    ],
)
def test_a_chatbots_own_words_are_a_trace(trace):
    finding = found("label_missing_ai", body=(*NEWS.body, trace))
    assert finding.severity == "medium"
    assert finding.spans
    assert finding.spans[0].text in trace


def test_an_article_about_chatbots_is_none():
    body = ("专家介绍，人工智能语言模型可以帮助医生写病历。", "综上所述，这项技术值得期待，希望对大家有所帮助。")
    assert found("label_missing_ai", body=body) is None


@pytest.mark.parametrize(
    ("state", "severity"),
    [("hidden", "high"), ("off_screen", "high"), ("tiny", "medium"), ("low_contrast", "medium"), ("far", "low")],
)
def test_a_label_that_nobody_sees_is_told(state, severity):
    finding = found("label_hidden", provenance_flags=(flag("web_sourced", "取材网络", state),))
    assert finding.severity == severity
    assert "取材网络" in finding.zh


@pytest.mark.parametrize("state", ["visible", "unknown", None])
def test_label_hidden_ignores_visible_and_unknown_declarations(state):
    assert found("label_hidden", provenance_flags=(flag("web_sourced", "取材网络", state),)) is None


def test_the_same_wording_in_a_visible_place_makes_up_for_it():
    flags = (flag("web_sourced", "取材网络", "tiny"), flag("web_sourced", "取材网络。", "visible"))
    assert found("label_hidden", provenance_flags=flags) is None


def test_a_platforms_hidden_disclaimer_counts_and_the_worst_is_told():
    hidden = ExtractedDisclaimer("storage_only", "zh", "仅提供信息存储服务", ExtractedVisibility("hidden"))
    finding = found("label_hidden", disclaimers=(hidden,), provenance_flags=(flag("web_sourced", "取材网络", "far"),))
    assert finding.severity == "high"
    assert "信息存储" in finding.zh


def test_rules_know_every_way_in_which_a_label_is_not_seen_or_missing() -> None:
    unseen = VISIBILITIES.where(lambda each: each.is_unseen)
    assert UNSEEN.keys() == set(unseen)
    assert all(each.predicate_zh and each.predicate_en for each in unseen)
    assert UNLABELLED.keys() == set(AI_LABELS) - {"none_found", "unreadable"}


@pytest.mark.parametrize("state", UNSEEN)
def test_finding_says_how_a_hidden_label_is_shown(state: str) -> None:
    result = found("label_hidden", provenance_flags=(flag("ai_generated", "内容由AI生成", state),))
    assert result
    assert VISIBILITIES[state].predicate_zh in result.zh
    assert VISIBILITIES[state].predicate_en in result.en
    assert result.severity == UNSEEN[state]


@pytest.mark.parametrize(
    "line", ["本文由河湾写作机器人借助AI生成并发布", "AI帮我生成了三张配图", "插图为河湾美术社用Midjourney制作的想象图"]
)
def test_a_line_that_may_be_a_label_is_never_called_a_missing_one(line):
    finding = found("label_missing_ai", body=(*NEWS.body, line), images=pictures("yes"))
    assert finding.severity == "low"
    assert "没有标识" not in finding.zh
    assert "疑似标识，未能识别" in finding.zh
    assert finding.spans[0].text == line


@pytest.mark.parametrize("line", ["本文没有使用AI生成", "插图并非AI绘制", "大桥的引桥今天合龙。"])
def test_a_denial_or_other_line_is_no_label(line):
    assert found("label_missing_ai", body=(*NEWS.body, line), images=pictures("yes")).severity == "high"


@pytest.mark.parametrize(
    "line",
    [
        "好的，这是为您准备的新闻初稿：",
        "以上内容按您给的要点写成，如需修改请告诉我。",
        "当然可以！以下是根据您的要求改写的版本：",
        "如果您需要我调整语气或字数，请告诉我。",
        "Here is the draft you requested:",
        "好的，以下是根据你提供的素材整理的推文：",
        "如果需要更口语化的版本，我可以继续修改。",
        "需要我再帮您压缩到800字吗？",
    ],
)
@pytest.mark.parametrize("at_head", [True, False])
def test_a_chatbots_words_to_its_user_are_a_trace_at_the_ends(line, at_head):
    body = (line, *NEWS.body) if at_head else (*NEWS.body, line)
    finding = found("label_missing_ai", body=body)
    assert finding.severity == "medium"
    assert finding.spans[0].text == line


@pytest.mark.parametrize(
    "line",
    [
        "客服只回了一句：“作为一个AI语言模型，我不懂感情。”",
        "机器人回答说：作为一个AI语言模型，我不能判断。",
        "《作为一个AI语言模型》是他的新书。",
        "好的，老师说，以下是为你们准备的草稿。",
        "他念道：“好的，这是为您准备的新闻初稿。”",
        "如果您有线索，请告诉我们。",
        "如有侵权请告诉我，我会修改。",
        "记者为您整理了以下内容：",
        "这是为你准备的一篇小文章",
        "下面是为大家整理的菜谱：",
        "如果你需要修改密码，可以根据提示操作。",
        "希望这篇文章对你有帮助。",
        "推文里说，以下是大家关心的问题。",
        "如果需要精简的清单，可以到窗口领取。",
        "我可以继续等，他说，路总会修好。",
    ],
)
def test_peoples_own_and_quoted_words_are_no_trace(line):
    assert found("label_missing_ai", body=(*NEWS.body, line)) is None
    assert found("label_missing_ai", body=(line, *NEWS.body)) is None
