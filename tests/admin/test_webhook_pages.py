"""Webhooks in the admin: made, shown once, tried, switched, replayed; by role and in both languages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from moderation.models import AuditEntry, WebhookDelivery, WebhookEndpoint
from moderation.webhooks.delivery import deliver_due
from moderation.webhooks.protocol import sealing
from tests.moderation.webhooks.receiver import answers, receiving
from tests.moderation.webhooks.world import endpoint_for, happened

pytestmark = pytest.mark.django_db
ACTS = ("secret", "test", "rotate", "enable", "disable")


@pytest.fixture
def integrator(db):
    person = User.objects.create_user("integrator", is_staff=True)
    person.groups.add(Group.objects.get(name="integrator"))
    return person


@pytest.fixture
def receiver(settings):
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.1"]
    with receiving() as server:
        yield server


def page(name: str, *args: object) -> str:
    return reverse(f"admin:moderation_{name}", args=args)


def test_an_endpoint_is_made_and_its_secret_shown_once(client, integrator, receiver):
    client.force_login(integrator)
    given = {"url": receiver.url, "event_types": ["decision.made", "rule.alarm"], "owner_email": "a@b.example"}
    refused = client.post(page("webhookendpoint_add"), {**given, "url": "https://10.0.0.1/"})
    assert "不在公共互联网上" in refused.content.decode()
    made = client.post(page("webhookendpoint_add"), given)
    endpoint = WebhookEndpoint.objects.get()
    assert made["Location"] == page("webhookendpoint_change", endpoint.pk)
    secret = sealing.unseal(endpoint.sealed_secret)
    assert secret not in client.get(made["Location"]).content.decode()
    shown = client.post(page("webhookendpoint_secret", endpoint.pk))
    assert secret in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    again = client.post(page("webhookendpoint_secret", endpoint.pk), follow=True).content.decode()
    assert secret not in again
    assert "已显示过" in again
    assert client.get(page("webhookendpoint_secret", endpoint.pk)).status_code == 405

    client.post(page("webhookendpoint_rotate", endpoint.pk))
    endpoint.refresh_from_db()
    assert sealing.unseal(endpoint.sealed_previous) == secret
    assert (
        sealing.unseal(endpoint.sealed_secret)
        in client.post(page("webhookendpoint_secret", endpoint.pk)).content.decode()
    )

    client.post(page("webhookendpoint_change", endpoint.pk), {**given, "event_types": ["rule.alarm"]})
    endpoint.refresh_from_db()
    assert endpoint.event_types == ["rule.alarm"]
    client.post(page("webhookendpoint_disable", endpoint.pk))
    endpoint.refresh_from_db()
    assert endpoint.state == "disabled"
    client.post(page("webhookendpoint_enable", endpoint.pk))
    client.post(page("webhookendpoint_delete", endpoint.pk), {"post": "yes"})
    endpoint.refresh_from_db()
    assert endpoint.removed_at is not None
    assert client.get(page("webhookendpoint_change", endpoint.pk)).status_code == 302
    assert AuditEntry.objects.filter(actor="integrator", action="webhook_endpoint.removed").exists()


def test_the_log_shows_request_and_answer_harmlessly_and_sends_again(client, integrator, receiver):
    endpoint_for(receiver)
    receiver.act = answers(500, b"<script>alert(1)</script>")
    event = happened()
    deliver_due()
    WebhookDelivery.objects.update(state="failed", next_attempt_at=None)
    delivery = WebhookDelivery.objects.get()
    client.force_login(integrator)
    shown = client.get(page("webhookdelivery_change", delivery.pk)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>alert(1)" not in shown
    assert f"webhook-id: {event.pk}" in shown
    chosen = {"action": "replay_selected", "_selected_action": [delivery.pk]}
    listed = client.post(page("webhookdelivery_changelist"), chosen, follow=True).content.decode()
    assert "1 条消息将重新发送" in listed
    client.post(page("webhookdelivery_replay", delivery.pk))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.replays) == ("pending", 1), "once: it was on its way the second time"


def test_a_test_leads_to_its_message(client, integrator, receiver):
    endpoint = endpoint_for(receiver)
    client.force_login(integrator)
    sent = client.post(page("webhookendpoint_test", endpoint.pk))
    assert sent["Location"] == page("webhookdelivery_change", WebhookDelivery.objects.get().pk)


@pytest.mark.parametrize(("role", "sees", "acts"), [
    ("moderator", False, False), ("auditor", True, False), ("lead", True, True), ("integrator", True, True),
])  # fmt: skip
def test_role_sees_and_acts_on_webhook_pages(client, receiver, role, sees, acts):
    endpoint = endpoint_for(receiver)
    happened()
    WebhookEndpoint.objects.update(state="broken", cause="failures", probe_at="2026-01-01T00:00Z")
    delivery = WebhookDelivery.objects.get()
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    for name, pk in (("webhookendpoint", endpoint.pk), ("webhookdelivery", delivery.pk)):
        assert client.get(page(f"{name}_changelist")).status_code == (200 if sees else 403)
        assert client.get(page(f"{name}_change", pk)).status_code == (200 if sees else 403)
    assert ("1 个 Webhook 接收端无法接收消息" in client.get(reverse("admin:index")).content.decode()) is sees
    for act in ACTS:
        assert client.post(page(f"webhookendpoint_{act}", endpoint.pk)).status_code == (
            403 if not acts else (200 if act == "secret" else 302)
        )
    assert client.post(page("webhookdelivery_replay", delivery.pk)).status_code == (302 if acts else 403)
    endpoint.refresh_from_db()
    assert endpoint.state == ("disabled" if acts else "broken")
