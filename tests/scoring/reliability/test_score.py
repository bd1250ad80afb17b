from __future__ import annotations

import math
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.scoring.reliability.evidence import ArticleDay, Evidence, Review, Tally, gather
from articles.scoring.reliability.parts import PARTS, scheme
from articles.scoring.reliability.score import score_source

TODAY = date(2026, 11, 23)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    tried = draw(st.floats(0, 1e6))
    return Tally(draw(st.floats(0, tried)), tried, draw(st.integers(0, 10**6)))


evidence = st.dictionaries(st.sampled_from(PARTS), tallies())


@given(evidence)
def test_the_parts_are_the_score(known: Evidence) -> None:
    score = score_source(known)
    result = score.to_result()
    assert result.value == pytest.approx(result.total) == pytest.approx(sum(part.points for part in score.parts))
    assert [part.part.name for part in score.parts] == list(PARTS)
    assert 0 <= score.low <= score.value <= score.high <= 100
    assert all(math.isfinite(reason.contribution) for reason in result.reasons)
    assert (result.band == "unreviewed") == (score.reviewed == 0)
    assert result.band != "insufficient" or score.reviewed < 5


@given(evidence, st.sampled_from(PARTS), st.floats(0, 1))
def test_more_good_cases_never_lower_it(known: dict[str, Tally], name: str, share: float) -> None:
    have = known.get(name, Tally(0, 10, 10))
    better = Tally(min(have.tried, have.good + share * (have.tried - have.good)), have.tried, have.n)
    assert score_source({**known, name: better}).value >= score_source({**known, name: have}).value - 1e-3


@settings(deadline=None)
@given(tallies())
def test_each_part_lies_in_its_interval(tally: Tally) -> None:
    for part in score_source(dict.fromkeys(PARTS, tally)).parts:
        low, high = part.interval()
        assert 0 <= low <= high <= part.most <= part.part.points
        # The mean of a very lopsided posterior may lie outside of its central interval; these are not.
        if min(tally.good, tally.tried - tally.good) > 10:
            assert low - 1e-3 <= part.points <= high + 1e-3


def test_the_weights_are_the_published_ones() -> None:
    points = [part.points for part in scheme().parts.values()]
    assert dict(zip(PARTS, points, strict=True)) == {
        "record": 86,
        "sourcing": 4,
        "originality": 4,
        "corrections": 2,
        "headline_honesty": 2,
        "disclosure": 1,
        "peer_graph": 1,
    }


def test_the_record_scales_the_posterior_mean_of_each_part() -> None:
    known = {"record": Tally(4.5, 6, 6), "sourcing": Tally(3, 12, 12)}
    points = {part.part.name: part.points for part in score_source(known).parts}
    record = scheme().parts["record"]
    left = math.exp(-(record.b + 1.5) / (record.a + record.b + 6) / 0.25)
    assert points["record"] == pytest.approx(86 * left, abs=1e-4)
    for name, good, tried in (("sourcing", 3, 12), ("originality", 0, 0)):
        part = scheme().parts[name]
        mean = (part.a + good) / (part.a + part.b + tried)
        assert points[name] == pytest.approx(part.points * left * mean, abs=1e-4)


FORM = ("sourcing", "originality", "headline_honesty", "disclosure", "peer_graph")
BAD_FORM = dict.fromkeys(FORM, 0)


@given(st.integers(1, 60), st.floats(0, 0.9), st.integers(0, 60))
def test_perfect_form_never_outweighs_a_worse_record(reviewed: int, severity: float, articles: int) -> None:
    worse = [Review(TODAY, severity + 0.1)] * reviewed
    polite = score_source(gather([day(0, 60 + articles)], worse, TODAY)).value
    clean = score_source(gather([day(0, 60, **BAD_FORM)], [Review(TODAY, 0)] * reviewed, TODAY)).value
    if reviewed * (severity + 0.1) / (6 + reviewed) > 0.05:
        assert polite < clean


@pytest.mark.parametrize("severity", [0.6, 0.9])
def test_a_source_whose_every_review_is_upheld_is_low_whatever_its_form(severity: float) -> None:
    score = score_source(gather([day(0, 40)], [Review(TODAY, severity)] * 40, TODAY))
    assert (score.band, score.reviewed) == ("low", 40)
    assert score.high < 40


def test_a_fresh_account_with_upheld_violations_is_low_before_it_has_many_reviews() -> None:
    assert score_source(gather([day(0, 9)], [Review(TODAY, 0.9)] * 5, TODAY)).band == "low"


@pytest.mark.parametrize("name", FORM)
@pytest.mark.parametrize("articles", [12, 40, 400])
def test_no_part_of_form_is_worth_three_points(name: str, articles: int) -> None:
    """What costs nothing, such as a line that names an outlet in every article, earns next to nothing."""
    reviews = [Review(TODAY, 0)] * 4 + [Review(TODAY, 0.6)]
    without = score_source(gather([day(0, articles, **{name: 0})], reviews, TODAY)).value
    bought = score_source(gather([day(0, articles)], reviews, TODAY)).value
    assert 0 < bought - without < 3


def test_articles_that_nobody_reviewed_do_not_dilute_the_record() -> None:
    reviews = [Review(TODAY, 0.9)] * 6
    few, flood = (score_source(gather([day(0, n)], reviews, TODAY)) for n in (20, 5000))
    assert few.violation_rate == flood.violation_rate
    assert abs(few.value - flood.value) < 3


def test_chosen_reviews_are_weighed_by_the_selection_odds_and_audited_ones_are_not() -> None:
    chosen = [Review(TODAY, 1)] * 4 + [Review(TODAY, 0)] * 6
    assert gather([], chosen, TODAY, odds=4)["record"].good == pytest.approx(10 * 24 / 28)
    audited = [Review(TODAY, each.severity, sampled=True) for each in chosen]
    assert gather([], audited, TODAY, odds=4)["record"].good == pytest.approx(6)
    assert gather([], [Review(TODAY, 1)] * 3, TODAY, odds=4)["record"].good == 0


def test_violation_rate_is_the_posterior_with_its_interval() -> None:
    score = score_source(gather([], [Review(TODAY, 0)] * 9 + [Review(TODAY, 1)], TODAY))
    rate, low, high = score.violation_rate
    assert rate == pytest.approx(1.3 / 16)
    assert low < rate < high
    assert score.reviewed == 10


def day(ago: int, n: int = 1, **counts: int) -> ArticleDay:
    names = ("sourcing", "originality", "headline_honesty", "disclosure", "peer_graph")
    return ArticleDay(TODAY - timedelta(days=ago), n, **{name: counts.get(name, n) for name in names})


def test_evidence_counts_half_after_each_half_life() -> None:
    found = gather([day(0, 4, sourcing=1), day(180, 2), day(360, 4, sourcing=0)], [], TODAY)
    assert found["sourcing"] == Tally(2, 6, 10)
    assert found["originality"] == Tally(6, 6, 10)


def test_evidence_dated_in_the_future_counts_as_new() -> None:
    assert gather([day(-3)], [Review(TODAY + timedelta(days=2), 0)], TODAY)["record"] == Tally(1, 1, 1)


def test_violations_count_by_severity_and_corrections_among_violations_only() -> None:
    reviews = [Review(TODAY, 0), Review(TODAY, 0.4), Review(TODAY, 1, corrected=True), Review(TODAY, 0, corrected=True)]
    found = gather([], reviews, TODAY)
    assert (found["record"].good, found["record"].tried, found["record"].n) == (pytest.approx(2.6), 4, 4)
    assert found["corrections"] == Tally(1, 2, 2)


def test_taking_from_the_web_and_saying_so_are_two_facts() -> None:
    silent = score_source(gather([day(0, 20, sourcing=0, disclosure=0)], [], TODAY))
    declared = score_source(gather([day(0, 20, sourcing=0)], [], TODAY))
    earned = {
        each.part.name: each.points - other.points for each, other in zip(declared.parts, silent.parts, strict=True)
    }
    assert {name for name, points in earned.items() if points} == {"disclosure"}


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 9))), st.integers(0, 2000))
def test_ageing_what_was_gathered_is_gathering_later(days: list[tuple[int, int]], later: int) -> None:
    given_days = [day(ago, n, sourcing=n // 2) for ago, n in days]
    then = gather(given_days, [], TODAY)["sourcing"].aged(later)
    again = gather(given_days, [], TODAY + timedelta(days=later))["sourcing"]
    assert (then.good, then.tried) == (pytest.approx(again.good), pytest.approx(again.tried))


@pytest.mark.parametrize(
    "numbers", [(-1, 1, 1), (2, 1, 1), (math.nan, 1, 1), (0, math.nan, 1), (0, math.inf, 1), (0, 1, -1)]
)
def test_counts_that_cannot_be_are_refused(numbers: tuple[float, float, int]) -> None:
    with pytest.raises(ValueError, match="must"):
        Tally(*numbers)


def test_bands_need_reviews() -> None:
    assert score_source(gather([day(0, 500)], [], TODAY)).band == "unreviewed"
    assert score_source(gather([day(0, 500)], [Review(TODAY, 0)] * 4, TODAY)).band == "insufficient"
    assert score_source(gather([day(0, 500)], [Review(TODAY, 0)] * 5, TODAY)).band == "medium", "not sure yet"
    assert score_source(gather([day(0, 200)], [Review(TODAY, 0)] * 50, TODAY)).band == "high"
    assert score_source(gather([day(0, 200, **BAD_FORM)], [Review(TODAY, 1)] * 50, TODAY)).band == "low"


def test_reasons_say_plainly_that_there_is_no_case_yet() -> None:
    reasons = {reason.family: reason for reason in score_source({}).to_result().reasons}
    assert reasons["record"].zh.startswith("还没有文章经过审核；")
    assert reasons["corrections"].en.startswith("no violation, so nothing to correct;")
    assert not any(re.search(r"(?<!\d)0 篇", reason.zh) for reason in reasons.values())
