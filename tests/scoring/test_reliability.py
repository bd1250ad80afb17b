import math
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.reliability import SourceEvidence, score_source
from articles.scoring.reliability_parts import scheme

NOTHING = SourceEvidence(0, 0, 0, 0, 0, 0)
TWELVE = SourceEvidence(articles=12, reviewed=6, violations=1.5, well_sourced=3, honest_headlines=9, disclosed=12)


@st.composite
def evidence(draw: st.DrawFn) -> SourceEvidence:
    articles = draw(st.floats(0, 1e6) | st.integers(0, 500))
    part = st.floats(0, float(articles))
    reviewed, violations = draw(part), draw(st.floats(0, 1e6))
    return SourceEvidence(articles, reviewed, violations, draw(part), draw(part), draw(part))


@given(evidence())
def test_the_parts_are_the_score(known: SourceEvidence) -> None:
    result = score_source(known)
    assert result.value is not None
    assert result.low is not None
    assert result.high is not None
    assert result.value == result.total == sum(reason.contribution for reason in result.reasons)
    assert 0 <= result.low <= result.value <= result.high <= 100
    assert all(math.isfinite(reason.contribution) for reason in result.reasons)
    assert (result.band == "insufficient") == (known.articles < 10)


@given(evidence(), st.sampled_from(["well_sourced", "honest_headlines", "disclosed"]), st.floats(0, 1))
def test_more_good_articles_never_lower_it(known: SourceEvidence, name: str, share: float) -> None:
    have = asdict(known)[name]
    better = replace(known, **{name: min(known.articles, have + share * (known.articles - have))})
    assert score_source(better).total >= score_source(known).total - 1e-3


@given(evidence(), st.floats(0, 1e6))
def test_more_violations_never_raise_it(known: SourceEvidence, more: float) -> None:
    worse = replace(known, violations=known.violations + more)
    assert score_source(worse).total <= score_source(known).total + 1e-3


def test_the_points_are_the_weights_scaled_to_100() -> None:
    points = {name: part.points for name, part in scheme().parts.items()}
    assert points == pytest.approx(
        {"record": 3000 / 68, "sourcing": 1800 / 68, "headline_honesty": 1000 / 68, "disclosure": 1000 / 68}
    )


def test_each_part_is_its_posterior_mean() -> None:
    contributions = {reason.family: reason.contribution for reason in score_source(TWELVE).reasons}
    parts = scheme().parts
    for name, good, tried in (
        ("record", 4.5, 6),
        ("sourcing", 3, 12),
        ("headline_honesty", 9, 12),
        ("disclosure", 12, 12),
    ):
        part = parts[name]
        expected = part.points * (part.a + good) / (part.a + part.b + tried)
        assert contributions[name] == pytest.approx(expected, abs=1e-4)


def test_the_interval_adds_the_variances_of_the_parts() -> None:
    result = score_source(TWELVE)
    variance = 0.0
    for name, good, tried in (
        ("record", 4.5, 6),
        ("sourcing", 3, 12),
        ("headline_honesty", 9, 12),
        ("disclosure", 12, 12),
    ):
        part = scheme().parts[name]
        a, b = part.a + good, part.b + tried - good
        variance += part.points**2 * a * b / (a + b) ** 2 / (a + b + 1)
    assert result.high == pytest.approx(result.total + 1.6448536 * math.sqrt(variance))
    assert result.low == pytest.approx(result.total - 1.6448536 * math.sqrt(variance))


def test_sentences_give_the_counts() -> None:
    sourcing = next(reason for reason in score_source(TWELVE).reasons if reason.family == "sourcing")
    assert sourcing.zh.startswith("12 篇文章中 3 篇")
    assert sourcing.en.startswith("3 of 12 articles")


def test_web_sourced_articles_earn_disclosure_and_cost_sourcing() -> None:
    silent = SourceEvidence(50, 0, 0, 50, 50, 0)
    web_sourced = replace(silent, well_sourced=0, disclosed=50)
    before, after = ({r.family: r.contribution for r in score_source(known).reasons} for known in (silent, web_sourced))
    assert after["disclosure"] > before["disclosure"]
    assert after["sourcing"] < before["sourcing"]


def test_nothing_known_is_the_prior_with_a_wide_interval() -> None:
    result = score_source(NOTHING)
    assert (result.band, result.n) == ("insufficient", 0)
    many = score_source(SourceEvidence(500, 500, 25, 250, 325, 65))
    assert result.value == pytest.approx(many.value, abs=1)
    assert result.high - result.low > 3 * (many.high - many.low)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("known", "band"),
    [
        (SourceEvidence(200, 200, 0, 200, 200, 200), "high"),
        (SourceEvidence(200, 0, 0, 100, 130, 20), "medium"),
        (SourceEvidence(200, 200, 200, 20, 20, 20), "low"),
        (SourceEvidence(9, 9, 9, 0, 0, 0), "insufficient"),
    ],
)
def test_bands(known: SourceEvidence, band: str) -> None:
    assert score_source(known).band == band


@pytest.mark.parametrize(
    "change",
    [{"articles": -1}, {"violations": math.nan}, {"reviewed": math.inf}, {"disclosed": 13}, {"well_sourced": True}],
)
def test_impossible_counts_are_refused(change: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(TWELVE, **change)
