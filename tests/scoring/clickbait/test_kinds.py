"""The kind of a headline, and what it adds to the score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from articles.scoring.clickbait.cues import find_cues
from articles.scoring.clickbait.headline_text import headline_text
from articles.scoring.clickbait.kinds import headline_kind
from articles.scoring.clickbait.score import clickbait_probability, score_headline
from articles.scoring.clickbait.weights import weights_for
from articles.scoring.training.fit import kind_shifts
from articles.text.search_folding import fold_for_search
from articles.vocabulary.headlines import HEADLINE_KINDS


def kind_of(headline: str) -> str:
    text = headline_text(fold_for_search(headline), "zh").text
    return headline_kind(text, {cue.family for cue in find_cues(text, "zh")})


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("网传河湾大桥垮塌？警方辟谣", "debunk"),
        ("河湾重工股份有限公司第三届董事会决议", "bulletin"),
        ("河湾队对山城队首发(图)", "bulletin"),
        ("如何办理居住证？流程看这里", "service"),
        ("王者荣耀:哪个英雄适合新手?", "game"),
        ("猫不吃饭怎么办？", "question"),
        ("孩子能在城里上小学吗", "question"),
        ("厨房清洁的十种方法", "listicle"),
        ("爆笑，我家的狗会开门", "joke"),
        ("周澄：河湾的水质正在变好", "quote"),
        ("“这座桥能用一百年”，设计师回到河湾", "quote"),
        ("河湾大桥今日通车", "statement"),
        ("為什麼天空是藍色的？", "question"),
    ],
)
def test_a_headline_has_the_kind_that_a_reader_sees(headline: str, kind: str) -> None:
    assert kind_of(headline) == kind


def test_every_kind_that_the_weights_know_has_words() -> None:
    assert set(weights_for("zh").kinds) <= set(HEADLINE_KINDS)
    assert not weights_for("en").kinds


def test_a_question_is_scored_lower_by_its_kind_and_the_reasons_say_so() -> None:
    weights = weights_for("zh")
    plain = replace(weights, kinds={})
    with_kind = score_headline("猫不吃饭怎么办？", weights_of=lambda _: weights)
    without = score_headline("猫不吃饭怎么办？", weights_of=lambda _: plain)
    (reason,) = [each for each in with_kind.reasons if each.family == "kind"]
    assert reason.contribution == pytest.approx(weights.kinds["question"], abs=1e-4)
    assert reason.contribution < 0
    assert "提问" in reason.zh
    assert "question" in reason.en
    assert with_kind.value < without.value
    assert not [each for each in without.reasons if each.family == "kind"]


@pytest.mark.parametrize("headline", ["猫不吃饭怎么办？", "厨房清洁的十种方法", "网传大桥垮塌？假的", "周澄：水质变好"])
def test_the_quick_probability_counts_the_kind_too(headline: str) -> None:
    assert clickbait_probability(headline) == pytest.approx(score_headline(headline).value, abs=2e-3)


def test_a_kind_with_many_rows_moves_and_one_with_few_stays_with_the_whole() -> None:
    odds = np.zeros(404)
    target = np.concatenate([np.zeros(300), np.ones(100), np.zeros(4)])
    kind = np.array(["question"] * 400 + ["joke"] * 4)
    shifts = kind_shifts(odds, target, kind)
    assert shifts["question"] == pytest.approx(np.log(1 / 3), abs=0.15)
    assert -0.4 < shifts["joke"] < 0
    assert set(kind_shifts(odds, target, np.array([""] * 404))) == set()
