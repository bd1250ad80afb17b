"""The page of scorers outside, the integrator's panel and the metrics."""

from __future__ import annotations

import pytest

from moderation.models import OutsideScorer
from moderation.outside_scorers import registering
from tests.makers import assessed, person
from tests.moderation.outside_scorers.world import VERSION, live, registered, says

pytestmark = pytest.mark.django_db
PAGE = "/admin/triage/scorers/"
FORM = {
    "code": "toxicity", "name_zh": "言语攻击", "name_en": "toxicity", "version": VERSION, "timeout_seconds": "3",
    "daily_budget": "100", "medium": "50", "high": "80",
}  # fmt: skip


@pytest.fixture
def console(client, lead):
    client.force_login(lead)
    return client


def test_a_lead_registers_one_and_sees_its_secret_once(console, service):
    shown = console.post(f"{PAGE}register/", {**FORM, "url": service.url}).content.decode()
    assert shown.count("whsec_") == 1
    assert "言语攻击" in shown
    assert "whsec_" not in console.get(PAGE).content.decode()
    assert OutsideScorer.objects.get().mode == "shadow"


def test_a_field_that_is_wrong_is_said_beside_it_and_nothing_is_stored(console):
    refused = console.post(f"{PAGE}register/", {**FORM, "url": "https://10.0.0.1/"})
    assert refused.status_code == 422
    assert "not on the public internet" in refused.content.decode()
    assert not OutsideScorer.objects.exists()


def test_a_lead_puts_one_live_with_a_reason_only(console, lead, service):
    scorer = live(lead, service)
    registering.move(lead, scorer.pk, "shadow")
    for reason, mode in (("", "shadow"), ("误报很少", "live")):
        console.post(f"{PAGE}{scorer.pk}/", {"mode": "live", "reason": reason})
        scorer.refresh_from_db()
        assert scorer.mode == mode


def test_one_that_answered_nothing_stays_in_shadow_and_the_page_says_why(console, lead, service):
    scorer = registered(lead, service)
    shown = console.post(f"{PAGE}{scorer.pk}/", {"mode": "live", "reason": "x"}, follow=True).content.decode()
    assert "影子状态下还没有过答复" in shown
    scorer.refresh_from_db()
    assert scorer.mode == "shadow"


def test_another_version_is_taken_in_shadow(console, lead, service):
    scorer = live(lead, service)
    console.post(f"{PAGE}{scorer.pk}/", {"version": "4.0"})
    scorer.refresh_from_db()
    assert (scorer.version, scorer.mode) == ("4.0", "shadow")


def test_words_of_a_service_are_escaped_on_the_article_page(console, lead, service):
    from moderation.outside_scorers.calling import call_due

    live(lead, service)
    service.act = says(0.9, reasons=[{"code": "x", "zh": "<script>alert(1)</script>", "contribution": 0.9}])
    version = assessed()
    call_due()
    shown = console.get(f"/admin/triage/articles/{version.article_id}/").content.decode()
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert(1)" not in shown
    assert f"toxicity {VERSION}" in shown


def test_the_integrator_sees_how_scorers_answer(client, lead, service):
    live(lead, service)
    client.force_login(person("integrator"))
    shown = client.get("/admin/triage/home/?home=integration").content.decode()
    assert "panel-scorers" in shown
    assert "言语攻击" in shown


def test_metrics_count_calls_and_scorers(client, lead, service):
    live(lead, service)
    assessed()
    metrics = client.get("/metrics").content.decode()
    assert 'workbench_scorer_calls{state="answered"} 1.0' in metrics
    assert 'workbench_scorer_calls{state="pending"} 1.0' in metrics
    assert 'workbench_scorers{mode="live"} 1.0' in metrics
    assert "workbench_scorers_broken 0.0" in metrics


def test_words_that_a_service_quotes_are_marked_as_its_own(console, lead, service):
    from moderation.outside_scorers.calling import call_due

    live(lead, service)
    service.act = says(0.9, reasons=[{"code": "x", "zh": "辱骂", "contribution": 0.9, "quote": "附近居民说"}])
    version = assessed()
    plain = console.get(f"/admin/triage/articles/{version.article_id}/").content.decode()
    call_due()
    shown = console.get(f"/admin/triage/articles/{version.article_id}/").content.decode()
    assert "m-signal" not in plain
    assert 'id="show-signal"' in shown
    assert "m-signal" in shown.partition('id="article-text"')[2]
