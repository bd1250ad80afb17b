"""A score is one registered scorer: stored, shown, asked by rules, reported, watched. Nothing else has to know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from articles.assessment import scores
from articles.models import Assessment, Score
from articles.scoring import registry
from articles.scoring.registry import ScorerError
from articles.scoring.scorer import Fault
from moderation.models import QueueItem
from moderation.routing.facts import facts_of, subject_of, texts_of
from moderation.triage import reasons
from moderation.triage.rules.catalogue import facts
from moderation.triage.rules.compiling import compiled
from moderation.triage.rules.errors import ExpressionError
from moderation.triage.rules.phrases import PhraseIndex
from tests.contract.conftest import Api
from tests.extensions import toy_scorers
from tests.extensions.toy_scorers.length import LENGTH, SCORER
from tests.extensions.toy_scorers.reason import long_paragraphs
from tests.makers import assessed, stored
from tests.moderation.console.pages import marked, text_of, url
from tests.moderation.reports import world

TOY = Path(toy_scorers.__file__).parent
LONG = "山城市交通部门周三表示，环湖路改造工程将于下月分三段施工，期间公交线路临时调整，请乘客留意站牌。"
BODIES = {"low": ["短。", "也短。"], "medium": [LONG, "短。"], "high": [LONG, LONG]}


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """The toy is registered, with its reason and its panel."""
    monkeypatch.setitem(reasons.SCORE_RULES, LENGTH, long_paragraphs)
    (templates,) = settings.TEMPLATES
    settings.TEMPLATES = [{**templates, "DIRS": [*templates["DIRS"], TOY / "templates"]}]
    registry.add(SCORER)
    yield
    registry.remove(LENGTH.code)


def english(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    return client.get(address, headers={"accept-language": "en"}).content.decode()


def test_a_new_score_is_a_scorer_and_if_wanted_a_reason_and_a_panel() -> None:
    files = [path.name for path in TOY.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sorted(files) == ["__init__.py", "length.html", "length.py", "reason.py"]


@pytest.mark.django_db
@pytest.mark.parametrize("band", BODIES)
def test_an_assessed_article_gets_the_score_beside_the_others(
    toy: None, band: str, api_key: Callable[..., str]
) -> None:
    version = assessed(body=BODIES[band])
    rows = {row.name: row for row in version.scores.all()}
    assert set(rows) == {"clickbait", "reliability", "length"}
    assert (rows["length"].band, rows["length"].model, rows["length"].source) == (band, "length-1", None)
    assert rows["length"].get_name_display() == "段落长度"
    api = Api(api_key("articles:read", "scores:read"))
    assert {score["name"]: score["band"] for score in api.get(f"articles/{version.article_id}/").json()["scores"]} == {
        name: row.band for name, row in rows.items()
    }
    # Kept on the version, and of the source, as without the toy.
    assert version.clickbait_band == rows["clickbait"].band
    assert rows["reliability"].source == version.article.source


@pytest.mark.django_db
def test_without_the_toy_nothing_knows_it() -> None:
    assert set(assessed().scores.values_list("name", flat=True)) == {"clickbait", "reliability"}
    with pytest.raises(ExpressionError):
        compiled("length.score >= 50")


@pytest.mark.django_db
def test_its_reason_queues_and_the_console_shows_words_panel_and_marks(toy: None, client: Client, lead: User) -> None:
    version = assessed(body=BODIES["high"], headline="环湖路改造下月开工")
    item = QueueItem.objects.get(article_version=version)
    (reason,) = item.reasons.filter(kind="score", code=LENGTH)
    assert reason.score == version.scores.get(name=LENGTH)
    shown = english(client, lead, url(item))
    words = text_of(shown)
    assert "Paragraph length high" in words
    assert f"a paragraph of {len(LONG)} characters" in words
    assert "环湖路改造下月开工: 100 %" in words
    assert "cue for the score: paragraph length" in shown
    assert LONG[:6] in "".join(marked(shown, "cue"))


@pytest.mark.django_db
def test_a_routing_rule_asks_for_its_value_and_band(toy: None) -> None:
    assert [fact.name for fact in facts() if fact.name.startswith("length.")][:2] == ["length.score", "length.band"]
    version = assessed(body=BODIES["high"])
    subject = subject_of(facts_of([version])[version.pk], lambda: texts_of(version), PhraseIndex({}))
    assert compiled('length.score >= 50 and length.band == "high"').matches(subject)
    assert not compiled("length.score < 50").matches(subject)


@pytest.mark.django_db
def test_health_names_it_and_says_when_it_cannot_score(toy: None, client: Client, lead: User) -> None:
    assert client.get("/readyz").json()["length"] == "ok"
    shown = text_of(english(client, lead, reverse("console:status")))
    assert "Paragraph length well" in shown
    assert "Paragraph length length-1 shipped" in shown


@pytest.mark.django_db
def test_health_and_checks_say_why_it_cannot_score(client: Client) -> None:
    registry.add(replace(SCORER, faults=lambda: [Fault("the ruler is missing", "buy one")]))
    try:
        assert client.get("/readyz").json()["length"] == "unreadable"
        (error,) = [each for each in run_checks() if each.id == "workbench.E011"]
        assert (error.msg, error.hint) == ("the ruler is missing", "buy one")
    finally:
        registry.remove(LENGTH.code)


@pytest.mark.django_db
def test_the_report_names_its_model(toy: None) -> None:
    moment = world.WEEK.starts_at
    world.score(world.article(moment), 50.0, "medium", moment, name=LENGTH.code, model="length-1", unit="points")
    document = world.built(world.WEEK, world.WEEK.ends_at)
    figures = {
        figure["code"]: figure
        for section in document["sections"]
        for table in section["tables"]
        for figure in table["figures"]
    }
    assert figures["models.length.length-1"]["label"] == {
        "zh": "段落长度：length-1",
        "en": "Paragraph length: length-1",
    }


@pytest.mark.django_db
def test_articles_assessed_together_cost_no_further_statement(toy: None, django_assert_max_num_queries: Any) -> None:
    versions = [stored() for _ in range(5)]
    scored = scores.score(versions)
    (toys,) = [each for each in scored if each.scorer is SCORER]
    with django_assert_max_num_queries(0):
        assert set(toys.complete()) == {version.pk for version in versions}
    assert Assessment.objects.count() == 5
    assert not Score.objects.exists()


def test_two_scorers_of_one_name_are_refused(toy: None) -> None:
    with pytest.raises(ScorerError, match="length already"):
        registry.add(SCORER)
