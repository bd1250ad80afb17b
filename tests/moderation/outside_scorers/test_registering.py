"""A lead registers scorers, puts them live with a reason, and every step stands in the audit chain."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from moderation.models import AuditEntry, OutsideScorer
from moderation.outside_scorers import registering
from moderation.outside_scorers.registering import InvalidScorer, ScorerRefused
from tests.makers import assessed, person
from tests.moderation.outside_scorers.world import live, registered

pytestmark = pytest.mark.django_db


def test_a_lead_registers_a_scorer_in_shadow_and_its_secret_is_sealed(lead, service):
    scorer = registered(lead, service)
    assert (scorer.mode, scorer.made_by) == ("shadow", "lead")
    assert "whsec_" not in scorer.sealed_secret
    entry = AuditEntry.objects.get(action="scorer.registered")
    assert "whsec_" not in entry.payload
    assert json.loads(entry.payload)["url"] == service.url


@pytest.mark.parametrize("role", ["moderator", "auditor", "integrator"])
def test_nobody_else_registers_or_moves_one(lead, service, role):
    scorer = registered(lead, service)
    other = person(role)
    for act in (
        lambda: registered(other, service, code="other"),
        lambda: registering.change(other, scorer.pk, version="4"),
        lambda: registering.move(other, scorer.pk, "off"),
        lambda: registering.rotate(other, scorer.pk),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("code", "Toxicity", "invalid"),
        ("code", "", "invalid"),
        ("code", "t" * 31, "invalid"),
        ("name_zh", "", "invalid"),
        ("version", "", "invalid"),
        ("version", "v\u202e", "invalid"),
        ("url", "https://10.0.0.1/score", "private_address"),
        ("url", "http://scorer.example.org/", "not_https"),
        ("url", "ftp://scorer.example.org/", "not_a_url"),
        ("timeout_seconds", 60.0, "range"),
        ("timeout_seconds", float("nan"), "range"),
        ("daily_budget", 0, "range"),
        ("medium", 90, "order"),
        ("sealed_secret", "x", "unknown"),
    ],
)
def test_a_field_that_is_wrong_is_named(lead, service, field, value, code):
    with pytest.raises(InvalidScorer) as refused:
        registered(lead, service, **{field: value})
    assert (refused.value.field if field != "medium" else "medium", refused.value.code) == (field, code)
    assert not OutsideScorer.objects.exists()


def test_a_code_is_taken_once(lead, service):
    registered(lead, service)
    with pytest.raises(InvalidScorer, match="already"):
        registered(lead, service)


def test_it_does_not_go_live_before_it_answered_in_shadow(lead, service):
    scorer = registered(lead, service)
    assessed()
    with pytest.raises(ScorerRefused, match="no_answer"):
        registering.move(lead, scorer.pk, "live", "看起来不错")


def test_it_does_not_go_live_without_a_reason(lead, service):
    scorer = live(lead, service)
    registering.move(lead, scorer.pk, "shadow")
    with pytest.raises(InvalidScorer) as refused:
        registering.move(lead, scorer.pk, "live", "  ")
    assert refused.value.field == "reason"


def test_who_put_it_live_and_why_stands_in_the_chain(lead, service):
    live(lead, service)
    told = json.loads(AuditEntry.objects.get(action="scorer.live").payload)
    assert (told["before"], told["reason"]) == ("shadow", "与人工结论一致")


@pytest.mark.parametrize("change", [{"version": "4.0"}, {"url": "https://other.example.org/score"}])
def test_another_version_or_address_puts_it_back_into_shadow(lead, service, change):
    scorer = live(lead, service)
    assert registering.change(lead, scorer.pk, **change).mode == "shadow"


def test_other_words_leave_it_live(lead, service):
    scorer = live(lead, service)
    assert registering.change(lead, scorer.pk, name_zh="辱骂", daily_budget=5).mode == "live"


def test_a_rotated_secret_signs_beside_the_old_one(lead, service):
    from standardwebhooks import Webhook

    from moderation.outside_scorers.calling import call_due

    _, first = registering.register(lead, code="a", name_zh="甲", name_en="a", url=service.url, version="1")
    _, second = registering.rotate(lead, OutsideScorer.objects.get().pk)
    assessed()
    call_due()
    (request,) = service.requests
    for secret in (first, second):
        Webhook(secret).verify(request.body, request.headers)
