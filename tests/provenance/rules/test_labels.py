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
