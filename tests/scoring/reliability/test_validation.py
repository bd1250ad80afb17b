from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.predictions import auc
from articles.scoring.reliability.evidence import Review
from articles.scoring.reliability.history import History
from articles.scoring.reliability.parts import scheme
from articles.scoring.reliability.priors import fit_prior, fit_priors, fit_record, fit_selection_odds
from articles.scoring.reliability.simulation import LAST_DAY, MIXES, simulate
from articles.scoring.reliability.validation import validate

CUT = LAST_DAY - timedelta(days=90)


@pytest.fixture(scope="module")
def peer() -> Any:
    """Imported by the test alone: the import takes two seconds, in each process that collects the tests."""
    from sklearn.metrics import roc_auc_score

    return roc_auc_score


@given(pairs=st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2))
def test_auc_is_that_of_sklearn(pairs: list[tuple[int, bool]], peer: Any) -> None:
    values, labels = np.array([value for value, _ in pairs], dtype=float), np.array([label for _, label in pairs])
    if labels.all() or not labels.any():
        assert auc(values, labels) is None
    else:
        assert auc(values, labels) == pytest.approx(peer(labels, values), abs=1e-4)


@pytest.mark.parametrize(("a", "b"), [(9.0, 1.0), (2.0, 6.0), (30.0, 30.0)])
def test_a_prior_is_found_again(a: float, b: float) -> None:
    random = np.random.default_rng(5)
    tried = random.integers(1, 60, 4000)
    good = random.binomial(tried, random.beta(a, b, 4000))
    found = fit_prior(list(zip(good.tolist(), tried.tolist(), strict=True)), (1, 1))
    assert found[0] / sum(found) == pytest.approx(a / (a + b), abs=0.02)
    assert sum(found) == pytest.approx(a + b, rel=0.2)


def test_few_sources_keep_the_prior_and_equal_ones_are_bounded() -> None:
    assert fit_prior([(3, 4)] * 29, (9, 1)) == (9, 1)
    assert sum(fit_prior([(5, 10)] * 100, (9, 1))) == pytest.approx(200)
    assert fit_prior([(0, 0)] * 100, (9, 1)) == (9, 1)


def test_priors_of_corrections_rest_on_random_audit_alone() -> None:
    audited, queued = Review(LAST_DAY, 0.0, sampled=True), Review(LAST_DAY, 1.0)
    histories = {source: History((), (audited, audited, queued)) for source in range(50)}
    assert "record" not in fit_priors(histories)
    assert fit_priors(histories)["corrections"][2] == 0, "a violation that the queue chose says nothing here"


def test_the_simulation_is_the_same_again_and_violators_with_good_manners_are_told() -> None:
    first, again = simulate(2500, seed=7), simulate(2500, seed=7)
    assert first == again != simulate(2500, seed=8)
    found = validate(first.histories, CUT, first)
    assert found == validate(again.histories, CUT, again)
    assert found.audited_only
    assert found.stability is not None
    assert found.stability > 0.8
    assert found.compared is not None
    assert found.compared.unreviewed_high == 0
    assert found.compared.below["good"].below > 0.97
    violator = next(row for row in found.compared.kinds if row.kind == "violator")
    assert violator.high == 0
    accused = sum(size.low for size in found.compared.accusations)
    assert accused <= 0.002 * sum(size.good for size in found.compared.accusations)


@pytest.mark.parametrize("mix", ["even", "concentrated"])
def test_the_order_is_as_good_as_the_reviews_allow_and_intervals_hold_the_truth(mix: str) -> None:
    simulated = simulate(2000, seed=21, mix=MIXES[mix])
    found = validate(simulated.histories, CUT, simulated)
    assert found.compared is not None
    for pairs in found.compared.below.values():
        assert pairs.best is not None
        assert pairs.below > pairs.best - 0.03
    assert 0.83 < found.compared.coverage < 0.97
    assert found.best_auc is not None
    assert found.score_auc is not None
    assert found.score_auc > found.best_auc - 0.08


def test_violators_that_write_much_are_recognised_and_foretold() -> None:
    simulated = simulate(2500, seed=4, mix=MIXES["concentrated"])
    found = validate(simulated.histories, CUT, simulated)
    assert found.score_auc is not None
    assert found.score_auc > 0.75
    assert found.compared is not None
    seen = found.compared.recognition
    assert seen.recognised > 0.5 * seen.violators
    assert seen.reviews is not None
    assert seen.reviews < 12


def _drawn(random: np.random.Generator, rates: Any, odds: float) -> dict[int, History]:
    """Sources with 30 articles each; the queue reviews a tenth, and violations more often by `odds`; audit a fifth."""
    found = {}
    for source, rate in enumerate(rates):
        broken = random.random(30) < rate
        chosen = random.random(30) < np.where(broken, 0.1 * odds, 0.1)
        audited = random.random(30) < 0.2
        reviews = tuple(
            Review(LAST_DAY, 0.6 * bool(bad), sampled=bool(by_chance))
            for bad, by_chance, seen in zip(broken, audited, chosen | audited, strict=True)
            if seen
        )
        found[source] = History((), reviews)
    return found


def test_selection_odds_are_found_again_and_need_enough_audits() -> None:
    random = np.random.default_rng(3)
    histories = _drawn(random, random.beta(0.6, 8, 1500), odds=4)
    assert fit_selection_odds(histories) == pytest.approx(4, abs=1)
    unaudited = {
        source: History((), tuple(each for each in history.reviews if not each.sampled))
        for source, history in histories.items()
    }
    assert fit_selection_odds(unaudited) == 1
    assert fit_selection_odds(_drawn(random, random.beta(0.6, 8, 1500), odds=1)) < 1.6


def test_platforms_with_enough_reviewed_sources_get_a_spread_of_their_own() -> None:
    random = np.random.default_rng(8)
    rates = {"bazaar": random.beta(6, 14, 200), "village": random.beta(1, 60, 200), "hamlet": random.beta(6, 14, 10)}
    histories: dict[int, History] = {}
    for platform, drawn in rates.items():
        for history in _drawn(random, drawn, odds=1).values():
            histories[len(histories)] = replace(history, platform=platform)
    fit = fit_record(histories)
    assert fit is not None
    assert set(fit.spreads) == {"", "bazaar", "village"}
    assert fit.sources["hamlet"] <= 10
    fitted = fit.applied(scheme())
    # Each is drawn towards all platforms, as if thirty more sources were like these.
    assert 0.22 < fitted.expected_rate("bazaar") < 0.33
    assert 0.01 < fitted.expected_rate("village") < 0.05
    assert fitted.expected_rate("hamlet") == fitted.expected_rate("")
    assert fit.severity == pytest.approx(0.6)
    assert fit_record(dict(list(histories.items())[:20])) is None


def test_without_reviews_on_both_sides_there_is_nothing_to_validate() -> None:
    with pytest.raises(ValueError, match="both sides"):
        validate({1: History((), (Review(CUT, 1.0, sampled=True),))}, CUT)
