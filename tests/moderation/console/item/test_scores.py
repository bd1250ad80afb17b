"""A shown score adds up."""

from __future__ import annotations

import pytest

from articles.models import Score
from moderation.console.item.scores import SHOWN_REASONS, shown, signed


def score(unit: str, value: float | None, baseline: float, *contributions: float, **fields) -> Score:
    reasons = [
        {"contribution": number, "zh": f"理由{number}", "en": f"reason {number}", "family": "cue", "start": None}
        for number in contributions
    ]
    return Score(
        pk=7, name="clickbait", model="m-1", unit=unit, value=value, baseline=baseline, reasons=reasons,
        band="high", **fields,
    )  # fmt: skip


def test_a_probability_shows_its_reasons_the_weightiest_first_and_their_sum():
    view = shown(score("log-odds", 0.91, -1.0, 0.9, -0.2, 2.6))
    assert (view.value, view.share, view.baseline, view.total) == ("0.91", 91.0, "−1.00", "+2.30")
    assert [reason.contribution for reason in view.reasons] == ["+2.60", "+0.90", "−0.20"]
    assert view.width is None


def test_row_of_all_the_rest_comes_last():
    row = score("log-odds", 0.5, 0.0, 0.3, 2.5, -0.4)
    row.reasons[1]["family"] = "other"
    assert [reason.contribution for reason in shown(row).reasons] == ["−0.40", "+0.30", "+2.50"]


def test_points_show_the_interval():
    view = shown(score("points", 58.0, 0.0, 41.9, 16.1, low=41.0, high=73.0, n=14))
    assert (view.value, view.share, view.low_share, view.width, view.total) == ("58", 58.0, 41.0, 32.0, "+58.0")


def test_unscored_article_has_no_bar():
    view = shown(score("log-odds", None, 0.0))
    assert (view.value, view.share) == ("—", None)


def test_many_reasons_fold_away_and_none_is_lost():
    view = shown(score("points", 8.0, 0.0, *([1.0] * 8)))
    assert (len(view.reasons), len(view.more)) == (SHOWN_REASONS, 8 - SHOWN_REASONS)


@pytest.mark.parametrize(("number", "text"), [(0.0, "0.00"), (-0.001, "0.00"), (1.5, "+1.50"), (-2.0, "−2.00")])
def test_signs(number, text):
    assert signed(number, 2) == text
