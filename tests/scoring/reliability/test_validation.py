from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.predictions import auc
from articles.scoring.reliability.evidence import Review
from articles.scoring.reliability.history import History
from articles.scoring.reliability.priors import fit_prior, fit_priors, fit_selection_odds
from articles.scoring.reliability.simulation import LAST_DAY, simulate
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


def test_priors_of_the_record_rest_on_random_audit_alone() -> None:
    audited, queued = Review(LAST_DAY, 0.0, sampled=True), Review(LAST_DAY, 1.0)
    histories = {source: History((), (audited, audited, queued)) for source in range(50)}
    a, b, sources = fit_priors(histories)["record"]
    assert (a / (a + b) > 0.99, sources) == (True, 50)


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
    assert found.compared.below["good"] > 0.95
    assert found.compared.below["careless"] > 0.85
    assert found.compared.below["copying"] > 0.75
    assert found.compared.coverage > 0.85
    violator = next(row for row in found.compared.kinds if row.kind == "violator")
    assert violator.high == 0


def test_selection_odds_are_found_again_and_need_enough_audits() -> None:
    random = np.random.default_rng(3)
    broken = random.random(40_000) < 0.05
    chosen = random.random(40_000) < np.where(broken, 0.4, 0.1)
    audited = ~chosen & (random.random(40_000) < 0.2)
    reviews = [
        Review(LAST_DAY, float(bad), sampled=bool(by_chance))
        for bad, by_chance, seen in zip(broken, audited, chosen | audited, strict=True)
        if seen
    ]
    # Among what the queue left over violations are rarer still: (.4 / .1) × (.9 / .6).
    assert fit_selection_odds({1: History((), tuple(reviews))}) == pytest.approx(6, rel=0.2)
    assert fit_selection_odds({1: History((), tuple(each for each in reviews if not each.sampled))}) == 1


def test_without_reviews_on_both_sides_there_is_nothing_to_validate() -> None:
    with pytest.raises(ValueError, match="both sides"):
        validate({1: History((), (Review(CUT, 1.0, sampled=True),))}, CUT)
