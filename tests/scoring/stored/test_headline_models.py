"""A model learned from verdicts runs in shadow, and scores once a lead promotes it."""

from __future__ import annotations

import copy
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import HeadlineModel, Score, ShadowScore
from articles.scoring.clickbait.weights import WeightsError, weights_path
from articles.scoring.stored import candidates
from articles.scoring.stored.headline_models import in_use
from articles.scoring.stored.trials import trial
from articles.scoring.stored.verdicts import keep_verdict, read_verdicts
from articles.scoring.training.comparing import compare
from tests.makers import assessed, stored

pytestmark = pytest.mark.django_db
HEADLINE = "震惊！他竟然这样做，网友都看呆了"


def shipped() -> dict:
    return json.loads(weights_path("zh").read_text(encoding="utf-8"))


def candidate(name: str = "clickbait-zh-t1", shift: float = 2.0, state: str = "shadow") -> HeadlineModel:
    """The shipped model moved by `shift` log-odds."""
    weights = {**shipped(), "model": name}
    weights["intercept"] += shift
    model = candidates.run_in_shadow(weights, 40, None)
    if state != "shadow":
        HeadlineModel.objects.filter(pk=model.pk).update(state=state)
        model.refresh_from_db()
    return model


def verdict(headline: str, label: bool) -> None:
    keep_verdict(stored(headline=headline), 1, timezone.now(), is_clickbait=label, sampled=False)


def test_without_a_trained_model_the_shipped_file_scores():
    result = in_use().score(HEADLINE)
    assert result.model == shipped()["model"]
    assert in_use().beside(HEADLINE, None) is None


def test_a_candidate_scores_beside_and_is_no_score_of_the_article():
    model = candidate()
    version = assessed(headline=HEADLINE)
    beside = ShadowScore.objects.get(version=version)
    score = Score.objects.get(version=version, name="clickbait")
    assert score.model == shipped()["model"]
    assert (beside.model, beside.value > score.value) == (model, True)


def test_a_candidate_of_another_language_says_nothing():
    candidate()
    version = assessed(headline="You Won't Believe What He Did Next")
    assert not ShadowScore.objects.filter(version=version).exists()


def test_an_active_model_scores_its_language_only():
    candidate(state="active")
    assert in_use().score(HEADLINE).model == "clickbait-zh-t1"
    assert in_use().score("You Won't Believe What He Did Next").model.startswith("clickbait-en")


def test_a_new_candidate_retires_the_one_before():
    first = candidate()
    second = candidate("clickbait-zh-t2")
    first.refresh_from_db()
    assert (first.state, second.state) == ("retired", "shadow")


def test_damaged_weights_are_refused_and_nothing_is_stored():
    damaged = copy.deepcopy(shipped())
    damaged["families"].pop("suspense")
    with pytest.raises(WeightsError, match="damaged"):
        candidates.run_in_shadow(damaged, 40, None)
    assert not HeadlineModel.objects.exists()


def test_the_trial_compares_where_a_verdict_came_after_the_scores():
    model = candidate()
    earlier = stored(headline=HEADLINE + "吧")
    keep_verdict(earlier, 1, timezone.now(), is_clickbait=True, sampled=False)
    version = assessed(headline=HEADLINE)
    plain = assessed(headline="市政府召开防汛工作会议")
    assessed(headline="环湖路改造工程下月开工")
    for row, label in ((version, True), (plain, False)):
        keep_verdict(row, 1, timezone.now(), is_clickbait=label, sampled=False)
    found = trial(model)
    assert found.articles == 3
    assert found.high_new >= found.high_old
    assert (found.comparison.rows, found.comparison.positive, found.comparison.new_auc) == (2, 1, 1.0)
    assert trial(candidate("clickbait-zh-t2")).comparison is None


def test_latest_verdict_counts_for_equal_headlines():
    verdict("第一村球赛竟然这样！", False)
    verdict("第一村球赛竟然这样!", True)
    assert [found.row.label for found in read_verdicts("zh")] == [1]
    assert read_verdicts("en") == []


def test_too_few_verdicts_are_refused_with_their_numbers():
    verdict("第一村球赛竟然这样！", True)
    with pytest.raises(CommandError, match=r"called 1 headlines \(zh\) clickbait and 0 plain: at least 20 of each"):
        call_command("train_clickbait", "--from-decisions")


def test_a_model_is_trained_from_decisions_alone(capsys, tmp_path):
    for number in range(24):
        verdict(f"第{number}村球赛竟然这样！", True)
        verdict(f"第{number}村菜价公布", False)
    output = tmp_path / "weights.json"
    call_command("train_clickbait", "--from-decisions", "--output", str(output))
    model = HeadlineModel.objects.get()
    printed = capsys.readouterr().out
    assert (model.name, model.state, model.verdicts) == ("clickbait-zh-d1", "shadow", 48)
    assert model.comparison["rows"] == 48
    assert model.comparison["new_auc"] == 1.0
    assert "on 48 verdicts (24 clickbait) that neither model has seen" in printed
    assert "clickbait-zh-d1 now runs in shadow" in printed
    assert json.loads(output.read_text(encoding="utf-8")) == model.weights
    assert in_use().beside("第99村球赛竟然这样！", None).result.value > 0.5


def test_verdicts_the_model_in_use_may_have_learned_from_are_not_compared():
    for number in range(24):
        verdict(f"第{number}村球赛竟然这样！", True)
        verdict(f"第{number}村菜价公布", False)
    candidate(state="active")
    call_command("train_clickbait", "--from-decisions")
    assert HeadlineModel.objects.get(state="shadow").comparison == {}


def test_a_taken_name_is_refused():
    candidate("clickbait-zh-7")
    with pytest.raises(CommandError, match="exists already"):
        call_command("train_clickbait", "--from-decisions", "--model-version", "7")


def test_compare_figures():
    import numpy as np

    found = compare(np.array([0.9, 0.1]), np.array([0.4, 0.6]), np.array([1.0, 0.0]))
    assert (found.new_auc, found.old_auc, found.new_brier, found.old_brier) == (1.0, 0.0, 0.01, 0.36)
