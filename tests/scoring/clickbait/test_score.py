import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.provenance.precision.judged import measure, read_judged
from articles.scoring.clickbait.body_weights import judged_figures
from articles.scoring.clickbait.cues import FAMILIES, PLAIN_FAMILIES, find_cues
from articles.scoring.clickbait.form import FORM, form_of
from articles.scoring.clickbait.headline_text import headline_text
from articles.scoring.clickbait.kinds import headline_kind
from articles.scoring.clickbait.score import clickbait_probability, score_headline
from articles.scoring.clickbait.weights import weights_for
from articles.scoring.clickbait.wording import grams_of
from articles.text.search_folding import fold_for_search
from tests.provenance.headline_body.test_comparison import BOOKS

LURID = "震惊！原来他竟然是这样的人，网友：看完泪目"
PLAIN = "市统计局发布一季度居民收入数据"
WORDS = (
    "震惊 ！ 他 竟然 最 5个 网友： 經濟 發布 ， 会议 <b> </b> \u200b ？？ “名” "
    "you won't believe the \x00 … 😀 report ３"
)
PIECES = st.sampled_from(WORDS.split(" "))
HEADLINES = (
    st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=80)
)


@settings(max_examples=300)
@given(HEADLINES, st.none() | st.text(max_size=60))
def test_reasons_add_up_and_point_at_the_headline(headline: str, body: str | None) -> None:
    result = score_headline(headline, body)
    assert result.band in {"low", "medium", "high", "not_scored"}
    if result.value is None:
        assert result.band == "not_scored"
        assert result.reasons[0].zh
    else:
        assert 0 < result.value < 1
        assert math.isclose(math.log(result.value / (1 - result.value)), result.total, abs_tol=1e-9)
    for reason in result.reasons:
        assert math.isfinite(reason.contribution)
        if reason.start is not None:
            assert 0 <= reason.start < reason.end <= len(headline)  # type: ignore[operator]
            assert reason.text == headline[reason.start : reason.end]


@pytest.mark.parametrize(
    "headline", [LURID, PLAIN, "You won't believe these 7 amazing tricks!", "Council votes on budget"]
)
def test_the_sum_is_the_linear_model_of_the_weights_file(headline: str) -> None:
    result = score_headline(headline)
    language = "zh" if headline in (LURID, PLAIN) else "en"
    weights = weights_for(language)
    folded = headline_text(fold_for_search(headline), language).text
    cues = sum(weights.families[cue.family] for cue in find_cues(folded, language))
    known = [
        weights.grams.weights[gram] for gram in grams_of(folded, weights.grams.unit) if gram in weights.grams.weights
    ]
    form = sum(weights.form[name] * value for name, value in zip(FORM, form_of(headline, folded), strict=True))
    kind = weights.kinds.get(headline_kind(folded, {cue.family for cue in find_cues(folded, language)}), 0.0)
    expected = weights.intercept + cues + form + kind + sum(known) / math.sqrt(len(known))
    # Every shown number is rounded to four places.
    assert math.isclose(result.total, expected, abs_tol=1e-3)


def test_a_lurid_headline_scores_above_a_plain_one_and_says_why() -> None:
    lurid, plain = score_headline(LURID), score_headline(PLAIN)
    assert (lurid.band, plain.band) == ("high", "low")
    assert {"suspense", "exaggeration", "cliffhanger", "question_exclamation"} <= {r.family for r in lurid.reasons}
    assert {reason.family for reason in plain.reasons} <= {"wording", "other"}
    shock = next(reason for reason in lurid.reasons if reason.text == "震惊")
    assert "第七条" not in shock.zh, "the clause needs a body that does not match"


@pytest.mark.parametrize(
    "headline", [LURID, "你敢信吗？这位老人的一句话，让全场沸腾，网友：看哭了", "You won't believe this trick!"]
)
def test_reasons_are_cues_first_then_whole_words_then_one_row_of_the_rest(headline: str) -> None:
    reasons = score_headline(headline).reasons
    places = {"wording": 1, "kind": 2, "other": 3}
    order = [places.get(reason.family, 0) for reason in reasons]
    assert order == sorted(order)
    assert order.count(3) == 1
    assert reasons[-1].zh.startswith("其他")
    cues = [reason.contribution for reason, place in zip(reasons, order, strict=True) if place == 0]
    assert cues == sorted(cues, reverse=True)
    assert all(reason.contribution for reason in reasons)
    assert all(len(reason.text) > 1 for reason in reasons if reason.family == "wording")


@pytest.mark.parametrize(
    "headline",
    [
        "外地车在本市上牌，需要带哪些材料？",
        "如何查询医保余额？步骤看这里",
        "小孩换牙期能吃糖吗？",
        "租房合同到期，押金不退怎么办？",
        "网传“自来水停供三天”？假的！",
        "谣言：喝醋能软化血管",
        "水价为何上调，影响几何",
        "停水通知",
        "东街、西街、南街今起单行",
        "河湾新图书馆今日开馆_河湾论坛",
    ],
)
def test_questions_debunks_notices_and_tails_do_not_alarm(headline: str) -> None:
    assert score_headline(headline).band == "low"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("河湾区人均收入增长5%", "河湾区人均收入增长5.25%"),
        ("河湾区投资增长30亿元", "河湾区投资增长1,300.5亿元"),
        ("甲镇、乙镇签约共建河堤", "甲镇、乙镇签约共建河堤_河湾频道_河湾网"),
    ],
)
def test_decimals_and_tails_do_not_change_a_score(one: str, other: str) -> None:
    assert score_headline(one).value == score_headline(other).value


def test_bait_behind_a_separator_still_counts() -> None:
    assert score_headline("河湾供水工程_震惊！原来真相竟是这样").band != "low"


def test_width_and_script_do_not_change_a_score() -> None:
    assert score_headline("震驚!為何經濟這樣?").value == score_headline("震惊！为何经济这样？").value


def test_no_cue_ever_lowers_a_score() -> None:
    for language in ("zh", "en"):
        families = weights_for(language).families
        assert all(families[name] >= 0 for name in (*FAMILIES, "unsupported") if name not in PLAIN_FAMILIES)
        assert all(families[name] <= 0 for name in PLAIN_FAMILIES)


def test_unsupported_claim_is_a_reason_only_with_a_body() -> None:
    headline = "河湾市长未会见代表团"
    bodies = (None, "", "河湾市长昨天会见了代表团。", "河湾市长未会见代表团，双方改期。")
    families = [{reason.family for reason in score_headline(headline, body).reasons} for body in bodies]
    assert ["unsupported" in names for names in families] == [False, False, True, False]


@pytest.mark.parametrize(
    ("headline", "body", "quotes"),
    [
        ("江口化工厂爆炸致4人遇难", BOOKS, True),
        ("河湾市长未会见代表团", "河湾市长昨天会见了代表团，谈了两个小时。", False),
        ("张伟怒斥物业公司", "一小区的居民对物业公司的收费不满，昨天在门口聚集。", False),
    ],
)
def test_body_raises_the_score_and_only_a_measured_kind_quotes_the_law(headline: str, body: str, quotes: bool) -> None:
    alone, compared = score_headline(headline), score_headline(headline, body)
    assert compared.value > alone.value  # type: ignore[operator]
    assert math.isclose(clickbait_probability(headline, body), compared.value, abs_tol=1e-3)  # type: ignore[arg-type]
    reason = next(reason for reason in compared.reasons if reason.family == "unsupported")
    assert ("第七条" in reason.zh) is quotes
    assert ("Art. 7" in reason.en) is quotes


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("“五一”假期河湾景区迎客", "劳动节假期，河湾景区迎来许多游客。"),
        ("河湾一官员被“双开”", "河湾一名官员昨天被开除党籍和公职。"),
        ("360回应用户投诉", "公司回应了用户的投诉。"),
        ("19-21日河湾有雨", "河湾未来三天有雨。"),
    ],
)
def test_quotes_brands_and_days_give_no_reason(headline: str, body: str) -> None:
    assert score_headline(headline, body) == score_headline(headline)


def test_figures_that_let_a_kind_quote_the_law_are_those_of_the_judged_rows() -> None:
    judged = Path(__file__).parents[3] / "bench/judged"
    for kind, code in (("claim", "headline_off_topic"), ("contradicted", "headline_contradicted")):
        (measured,) = measure(read_judged((judged / f"{code}.jsonl").read_text(encoding="utf-8").splitlines()))
        assert judged_figures()[kind] == {"right": measured.right, "n": measured.n}


@pytest.mark.parametrize(
    ("headline", "code"),
    [
        ("", "empty"),
        (" \u3000\n", "empty"),
        ("<p></p>\x00", "empty"),
        ("惊" * 1001, "too_long"),
        ("惊" * 10_000, "too_long"),
        ("😀🔥!!", "no_letters"),
        ("12345", "no_letters"),
        ("Почему падает рубль", "language"),
    ],
)
def test_not_scored(headline: str, code: str) -> None:
    result = score_headline(headline)
    assert (result.value, result.band, result.total) == (None, "not_scored", 0.0)
    assert [reason.code for reason in result.reasons] == [f"clickbait.{code}"]


def test_a_thousand_characters_are_scored() -> None:
    assert score_headline("惊" * 1000).value is not None


def test_html_in_the_headline_is_looked_through() -> None:
    result = score_headline("<script>alert(1)</script>震<i>惊</i>了全国")
    assert "震<i>惊" in {reason.text for reason in result.reasons}


def test_a_result_is_json() -> None:
    assert json.loads(json.dumps(score_headline(LURID).to_json(), allow_nan=False))["model"] == "clickbait-zh-5"


@given(st.text(), st.none() | st.text())
def test_the_probability_alone_is_the_one_with_reasons(headline: str, body: str | None) -> None:
    explained, alone = score_headline(headline, body).value, clickbait_probability(headline, body)
    assert (explained is None) == (alone is None)
    if explained is not None:
        # Every shown reason is rounded to four places before they are added.
        assert alone == pytest.approx(explained, abs=1e-3)


@pytest.mark.parametrize("headline", [LURID, PLAIN, "You won't believe these 7 amazing tricks!"])
def test_the_probability_of_a_real_headline_is_the_same(headline: str) -> None:
    assert clickbait_probability(headline, "正文 body") == pytest.approx(
        score_headline(headline, "正文 body").value, abs=5e-4
    )
