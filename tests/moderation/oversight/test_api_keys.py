"""To widen an API key takes two, where the installation asks for two persons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.access import api_keys
from articles.models import ApiKey, Platform
from moderation.models import ActRule, AuditEntry, Proposal
from moderation.oversight import proposing
from moderation.oversight.proposing import ProposalRefused

pytestmark = pytest.mark.django_db
PLATFORM = "netease"


@pytest.fixture
def rule() -> ActRule:
    return ActRule.objects.create(act="remove", second_person=True)


@pytest.fixture
def key() -> ApiKey:
    made, _text = api_keys.make(
        "cms", ["articles:read"], platform=Platform.objects.get(code=PLATFORM), rate=60,
        expires_at=timezone.now().replace(microsecond=0) + timedelta(days=30),
    )  # fmt: skip
    return made


def form_of(key: ApiKey, **changes: Any) -> dict[str, Any]:
    """What a browser sends for this key; None leaves a field out."""
    end = timezone.localtime(key.expiry_date) if key.expiry_date else None
    sent = {
        "name": key.name,
        "scopes": list(key.scopes),
        "platform": key.platform_id,
        "rate": key.rate,
        "acts_for": [person.pk for person in key.people()],
        "expiry_date_0": end and f"{end:%Y-%m-%d}",
        "expiry_date_1": end and f"{end:%H:%M:%S}",
        **changes,
    }
    return {name: value for name, value in sent.items() if value is not None}


def saved(client: Any, key: ApiKey, **changes: Any) -> None:
    response = client.post(reverse("admin:articles_apikey_change", args=[key.pk]), form_of(key, **changes))
    assert response.status_code == 302, response.context["errors"]
    key.refresh_from_db()


WIDER: list[tuple[dict[str, Any], str]] = [
    ({"scopes": ["articles:read", "articles:write"]}, "scopes"),
    ({"rate": 61}, "requests_a_minute"),
    ({"rate": None}, "requests_a_minute"),
    ({"platform": None}, "platform"),
    ({"expiry_date_0": None, "expiry_date_1": None}, "expires_at"),
]


@pytest.mark.parametrize(("changes", "field"), WIDER)
def test_a_key_is_widened_by_two(client, admin_user, lead, rule, key, changes, field):
    client.force_login(admin_user)
    before = (key.scopes, key.rate, key.platform_id, key.expiry_date)
    saved(client, key, **changes)
    assert (key.scopes, key.rate, key.platform_id, key.expiry_date) == before
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.target, proposal.loosens) == ("api_key", key.prefix, [field])
    with pytest.raises(ProposalRefused, match="own"):
        proposing.confirm(admin_user, proposal.pk)
    proposing.confirm(lead, proposal.pk)
    key.refresh_from_db()
    assert (key.scopes, key.rate, key.platform_id, key.expiry_date) != before
    assert list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))[-2:] == [
        "proposal.confirmed",
        "api_key.changed",
    ]


def test_a_key_is_narrowed_and_revoked_at_once(client, admin_user, rule, key):
    client.force_login(admin_user)
    saved(client, key, rate=30, name="cms 2")
    assert (key.rate, key.name) == (30, "cms 2")
    saved(client, key, revoked="on")
    assert key.revoked
    assert not Proposal.objects.exists()


def test_a_moderator_is_bound_by_two_and_not_by_who_is_bound(client, admin_user, lead, moderator, rule):
    worker, _text = api_keys.make("console", ["queue:work"])
    client.force_login(admin_user)
    saved(client, worker, acts_for=[lead.pk])
    assert worker.people() == []
    proposal = Proposal.objects.get()
    assert proposal.loosens == ["moderators"]
    with pytest.raises(ProposalRefused, match="beneficiary"):
        proposing.confirm(lead, proposal.pk)
    other = User.objects.create_superuser("other", date_joined=timezone.now() - timedelta(days=1))
    proposing.confirm(other, proposal.pk)
    assert worker.people() == [lead]
    saved(client, worker, acts_for=[])
    assert worker.people() == [], "to unbind takes one"


def test_a_new_key_acts_for_nobody_until_it_is_confirmed(client, admin_user, lead, moderator, rule):
    client.force_login(admin_user)
    sent = {"name": "new", "scopes": ["queue:work"], "acts_for": [moderator.pk]}
    response = client.post(reverse("admin:articles_apikey_add"), sent, follow=True)
    key = ApiKey.objects.get(name="new")
    assert f"{key.prefix}." in response.content.decode(), "its text is shown"
    assert key.people() == []
    proposing.confirm(lead, Proposal.objects.get().pk)
    assert key.people() == [moderator]


def test_without_the_wish_for_two_a_key_is_changed_by_one(client, admin_user, key):
    client.force_login(admin_user)
    saved(client, key, rate=600)
    assert key.rate == 600
    assert not Proposal.objects.exists()


def test_the_page_says_what_a_key_would_get(client, admin_user, lead, rule, key):
    client.force_login(admin_user)
    saved(client, key, scopes=["articles:read", "scores:read"])
    client.force_login(lead)
    page = client.get(reverse("console:proposals")).content.decode()
    assert "scores:read" in page
    assert 'value="confirm"' in page
