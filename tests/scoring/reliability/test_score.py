from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.scoring.reliability.evidence import ArticleDay, Evidence, Record, Review, Tally, gather, read_tally
from articles.scoring.reliability.parts import PARTS, scheme, trial
from articles.scoring.reliability.rates import beta_spread, components_of
from articles.scoring.reliability.score import score_source

TODAY = date(2026, 11, 23)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    tried = draw(st.floats(0, 1e6))
    return Tally(draw(st.floats(0, tried)), tried, draw(st.integers(0, 10**6)))


@st.composite
def records(draw: st.DrawFn) -> Record:
    audited, chosen = draw(st.floats(0, 1e4)), draw(st.floats(0, 1e4))
    audited_violations = draw(st.floats(0, audited))
    violations = audited_violations + draw(st.floats(0, chosen))
    whole = audited + chosen
    good = max(0.0, whole - violations * draw(st.floats(0.1, 1)))
    return Record(good, whole, draw(st.integers(0, 10**6)), violations, audited, audited_violations)


@st.composite
def _evidence(draw: st.DrawFn) -> dict[str, Tally]:
    form = draw(st.dictionaries(st.sampled_from(PARTS[1:]), tallies()))
    return {**form, **draw(st.dictionaries(st.just("record"), records()))}


evidence = _evidence()


@given(evidence)
def test_the_parts_are_the_score(known: Evidence) -> None:
    score = score_source(known)
    result = score.to_result()
    assert result.value == pytest.approx(result.total) == pytest.approx(sum(part.points for part in score.parts))
    assert [part.part.name for part in score.parts] == list(PARTS)
    assert 0 <= score.low <= score.value <= score.high <= 100
    assert all(math.isfinite(reason.contribution) for reason in result.reasons)
    assert (result.band == "unreviewed") == (score.reviewed == 0)
    assert result.band != "insufficient" or score.reviewed < 5 or score.record.tried < 2.5


@given(evidence, st.sampled_from(PARTS[1:]), st.floats(0, 1))
def test_more_good_cases_never_lower_it(known: dict[str, Tally], name: str, share: float) -> None:
    have = known.get(name, Tally(0, 10, 10))
    better = Tally(min(have.tried, have.good + share * (have.tried - have.good)), have.tried, have.n)
    assert score_source({**known, name: better}).value >= score_source({**known, name: have}).value - 1e-3


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0.1, 1), st.booleans())
def test_a_clean_review_never_lowers_it_and_a_violation_as_severe_never_raises_it(
    clean: int, upheld: int, severity: float, sampled: bool
) -> None:
    reviews = [Review(TODAY, 0)] * clean + [Review(TODAY, severity)] * upheld
    base, better, worse = (
        score_source(gather([], [*reviews, *more], TODAY)).violation_rate[0]
        for more in ([], [Review(TODAY, 0, sampled=sampled)], [Review(TODAY, max(severity, 0.6), sampled=sampled)])
    )
    assert better <= base + 1e-9 <= worse + 2e-9


@settings(deadline=None)
@given(tallies(), records())
def test_each_part_lies_in_its_interval(tally: Tally, record: Record) -> None:
    for part in score_source({**dict.fromkeys(PARTS, tally), "record": record}).parts:
        low, high = part.interval()
        assert 0 <= low <= high <= part.most <= part.part.points
        # The mean of a very lopsided posterior may lie outside of its central interval; these are not.
        if part.part.name == "record" or min(tally.good, tally.tried - tally.good) > 10:
            assert low - 1e-3 <= part.points <= high + 1e-3


def test_the_weights_are_the_published_ones() -> None:
    points = [part.points for part in scheme().parts.values()]
    assert dict(zip(PARTS, points, strict=True)) == {
        "record": 92,
        "sourcing": 2,
        "originality": 2,
        "corrections": 2,
        "headline_honesty": 1,
        "disclosure": 0.4,
        "peer_graph": 0.6,
    }


@pytest.fixture(scope="module")
def peer() -> Any:
    """Imported by the test alone: it takes longer than any other import of the suite, in each of its processes."""
    from scipy.stats import beta

    return beta


def test_the_record_scales_the_posterior_mean_of_each_part(peer: Any) -> None:
    known = {"record": Record(4.5, 6, 6, 2.0), "sourcing": Tally(3, 12, 12)}
    points = {part.part.name: part.points for part in score_source(known).parts}
    record = scheme().parts["record"]
    # Without selection the grid is the Beta posterior, cut at its ends.
    chance = peer.mean(record.b + 2, record.a + 4)
    severity = (5 * 0.6 + 1.5) / (5 + 2)
    left = math.exp(-chance * severity / 0.15)
    assert points["record"] == pytest.approx(92 * left, rel=1e-3)
    for name, good, tried in (("sourcing", 3, 12), ("originality", 0, 0)):
        part = scheme().parts[name]
        mean = (part.a + good) / (part.a + part.b + tried)
        assert points[name] == pytest.approx(part.points * left * mean, rel=1e-3)


FORM = ("sourcing", "originality", "headline_honesty", "disclosure", "peer_graph")
BAD_FORM = dict.fromkeys(FORM, 0)


@given(st.integers(1, 60), st.floats(0, 0.9), st.integers(0, 60))
def test_perfect_form_never_outweighs_a_worse_record(reviewed: int, severity: float, articles: int) -> None:
    worse = [Review(TODAY, severity + 0.1)] * reviewed
    polite = score_source(gather([day(0, 60 + articles)], worse, TODAY)).value
    clean = score_source(gather([day(0, 60, **BAD_FORM)], [Review(TODAY, 0)] * reviewed, TODAY)).value
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
    outcomes = [Review(TODAY, 1)] * 4 + [Review(TODAY, 0)] * 6
    chosen = gather([], outcomes, TODAY)
    audited = gather([], [Review(TODAY, each.severity, sampled=True) for each in outcomes], TODAY)
    random = score_source(audited).violation_rate
    assert score_source(chosen).violation_rate == random
    with trial(replace(scheme(), selection_odds=4.0)):
        assert score_source(audited).violation_rate == random
        assert score_source(chosen).violation_rate[0] < random[0] * 0.6
        # Ten of ten upheld are no matter of selection.
        all_upheld = score_source(gather([], [Review(TODAY, 1)] * 10, TODAY)).outlook.chance
        assert all_upheld.mean > 0.3


def test_the_outlook_is_the_chance_and_the_severity_that_the_points_rest_on() -> None:
    score = score_source(gather([], [Review(TODAY, 0)] * 9 + [Review(TODAY, 1)], TODAY))
    chance, severity = score.outlook.chance, score.outlook.severity
    assert chance.mean == pytest.approx(1.5 / 17.5, rel=0.01)
    assert severity == pytest.approx((5 * 0.6 + 1) / 6)
    assert score.violation_rate == pytest.approx(
        (chance.mean * severity, chance.low * severity, chance.high * severity)
    )
    assert chance.low < chance.mean < chance.high
    assert (score.reviewed, score.violations) == (10, 1)


def test_sources_begin_with_what_is_usual_on_their_platform() -> None:
    mostly_good = components_of(beta_spread(1, 99))
    often_bad = components_of(beta_spread(10, 20))
    with trial(replace(scheme(), spreads={"": tuple(mostly_good), "bazaar": tuple(often_bad)})):
        reviews = [Review(TODAY, 0.6)] + [Review(TODAY, 0)] * 2
        here = score_source(gather([], reviews, TODAY, "bazaar")).outlook.chance
        there = score_source(gather([], reviews, TODAY, "elsewhere")).outlook.chance
        assert there.mean < 0.05 < 0.2 < here.mean
        many = [Review(TODAY, 0.6), Review(TODAY, 0), Review(TODAY, 0)] * 400
        sure = [score_source(gather([], many, TODAY, code)).outlook.chance.mean for code in ("bazaar", "elsewhere")]
        assert sure == pytest.approx([1 / 3, 1 / 3], abs=0.03), "its own reviews outweigh the platform"


def test_the_record_needs_counts_that_fit_each_other() -> None:
    for violations, audited, audited_violations in ((5, 0, 0), (0, 5, 0), (1, 2, 1.5)):
        with pytest.raises(ValueError, match="must lie between"):
            Record(3, 4, 4, violations, audited, audited_violations)
    with pytest.raises(TypeError, match="Record"):
        score_source({"record": Tally(3, 4, 4)})


def day(ago: int, n: int = 1, **counts: int) -> ArticleDay:
    names = ("sourcing", "originality", "headline_honesty", "disclosure", "peer_graph")
    return ArticleDay(TODAY - timedelta(days=ago), n, **{name: counts.get(name, n) for name in names})


def test_evidence_counts_half_after_each_half_life() -> None:
    found = gather([day(0, 4, sourcing=1), day(365, 2), day(730, 4, sourcing=0)], [], TODAY)
    assert found["sourcing"] == Tally(2, 6, 10)
    assert found["originality"] == Tally(6, 6, 10)


def test_evidence_dated_in_the_future_counts_as_new() -> None:
    assert gather([day(-3)], [Review(TODAY + timedelta(days=2), 0)], TODAY)["record"] == Record(1, 1, 1)


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
    long_ago = [Review(TODAY - timedelta(days=2000), 0)] * 50
    assert score_source(gather([day(0, 200)], long_ago, TODAY)).band == "insufficient"
    assert score_source(gather([day(0, 200, **BAD_FORM)], [Review(TODAY, 1)] * 50, TODAY)).band == "low"


def test_reasons_say_plainly_that_there_is_no_case_yet() -> None:
    reasons = {reason.family: reason for reason in score_source({}).to_result().reasons}
    assert reasons["record"].zh.startswith("还没有文章经过审核；")
    assert reasons["corrections"].en.startswith("no violation, so nothing to correct;")
    assert not any(re.search(r"(?<!\d)0 篇", reason.zh) for reason in reasons.values())


@given(records())
def test_a_stored_record_is_read_again(record: Record) -> None:
    assert read_tally({"name": "record", "points": 1.0, **record.to_json()}, 0.6) == record


def test_a_record_stored_before_violations_were_counted_is_read_by_the_mean_severity() -> None:
    old = read_tally({"name": "record", "points": 40.0, "good": 8.8, "tried": 10, "n": 12}, 0.6)
    assert isinstance(old, Record)
    assert (old.good, old.tried, old.n, old.violations) == (8.8, 10, 12, pytest.approx(2))
