from __future__ import annotations

import pytest

from articles.provenance.rewording.fitting import Answered, TooFewAnswers, fit_threshold


def _answers(amount: int, cut: float) -> list[Answered]:
    """Scores from .50 to .99 in turn; pairs from the cut on are reworded."""
    scores = [0.5 + (number % 50) / 100 for number in range(amount)]
    return [Answered(f"{number}:{number + 1}", score, score >= cut) for number, score in enumerate(scores)]


def test_the_threshold_parts_reworded_pairs_from_the_others() -> None:
    fit = fit_threshold(_answers(600, 0.7))

    assert fit.is_reached
    assert 0.6 < fit.threshold <= 0.7
    assert fit.precision.value is not None
    assert fit.precision.value >= 0.8
    assert fit.recall.value == 1.0
    assert 0 < fit.fitted < 600


def test_a_pair_stays_in_its_half_at_every_fit() -> None:
    few, more = fit_threshold(_answers(300, 0.7)), fit_threshold(_answers(300, 0.7) + _answers(0, 0.7))

    assert few.fitted == more.fitted


def test_answers_that_nothing_parts_give_the_best_threshold_and_say_so() -> None:
    mixed = [Answered(str(number), 0.5 + (number % 50) / 100, number % 3 == 0) for number in range(400)]

    assert not fit_threshold(mixed).is_reached


def test_too_few_answers_are_refused_with_their_number() -> None:
    with pytest.raises(TooFewAnswers, match="199 clear answers"):
        fit_threshold(_answers(199, 0.7))
