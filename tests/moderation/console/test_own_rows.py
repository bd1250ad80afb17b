"""A moderator sees their own limits, skips and second looks, and nobody else's; leads see all of them in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from moderation.decisions import DecisionRequest, decide
from moderation.models import ExposureLimit, SecondLook, Skip
from moderation.quality.second_looks import answer
from tests.makers import person, queued

pytestmark = pytest.mark.django_db
LISTS = ["exposurelimit", "skip", "secondlook"]


@pytest.fixture
def colleague(db) -> User:
    return User.objects.create_superuser("colleague")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", ["moderator", "auditor", "integrator"])
def test_the_lists_of_everybody_are_closed(client, role, name):
    client.force_login(person(role))
    assert client.get(reverse(f"admin:moderation_{name}_changelist")).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_leads_see_the_lists(client, lead, name):
    client.force_login(lead)
    assert client.get(reverse(f"admin:moderation_{name}_changelist")).status_code == 200


def test_own_rows_and_no_others(client, moderator, colleague):
    ExposureLimit.objects.create(per_day=987_811)
    ExposureLimit.objects.create(user=moderator, per_day=987_812)
    ExposureLimit.objects.create(user=colleague, per_day=987_813)
    mine, theirs = queued(), queued()
    Skip(item=mine, user=moderator, held_seconds=1).save()
    Skip(item=theirs, user=colleague, held_seconds=1).save()
    for item, decider, reviewer, act in (
        (mine, colleague, moderator, "label"),
        (theirs, moderator, colleague, "limit"),
    ):
        decision = decide(decider, DecisionRequest(item.pk, item.version, act="remove", clause="2.3"))
        SecondLook.objects.get_or_create(decision=decision)
        answer(reviewer, decision.pk, act=act, clause="2.3")
    client.force_login(moderator)
    page = client.get(reverse("console:mine"))
    shown = page.content.decode().replace(",", "")
    assert "987811" in shown
    assert "987812" in shown
    assert "987813" not in shown
    assert [skip.item_id for skip in page.context["skips"]] == [mine.pk]
    assert [look.act for look in page.context["looks"]] == ["label"]
    assert "colleague" not in shown
