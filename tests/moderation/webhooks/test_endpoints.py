"""Around deliveries: the breaker, mail to the owner, expiry, secrets, figures, metrics, commands."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from moderation.models import AuditEntry, DeliveryAttempt, WebhookDelivery, WebhookEndpoint
from moderation.vocabulary.delivery_faults import DELIVERY_FAULTS
from moderation.webhooks import endpoints, notices, replays, sweeps
from moderation.webhooks.delivery import deliver_due
from moderation.webhooks.figures import WebhookFigures, webhook_figures
from moderation.webhooks.protocol import sealing
from moderation.webhooks.protocol.schedule import LIFETIME
from tests.makers import stored
from tests.moderation.webhooks.receiver import answers
from tests.moderation.webhooks.world import endpoint_for, happened, until_done

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(receiver, settings, clock):
    """An endpoint that failed three messages."""
    settings.WEBHOOK_BREAKER_FAILURES = 3
    endpoint = endpoint_for(receiver)
    receiver.act = answers(500)
    for _ in range(3):
        happened()
        deliver_due()
    endpoint.refresh_from_db()
    assert endpoint.state == "broken"
    return endpoint


def test_a_broken_endpoint_is_probed_with_one_and_comes_back_with_all(receiver, clock, broken):
    for _ in range(4):
        happened()
    sent = len(receiver.requests)
    deliver_due()
    assert len(receiver.requests) == sent, "not before the first probe"
    clock.move(seconds=61)
    deliver_due()
    assert len(receiver.requests) == sent + 1
    probe = DeliveryAttempt.objects.order_by("-pk").first()
    assert probe.probe
    assert (probe.delivery.attempts, probe.delivery.tries) == (0, 1), "a probe is none of the message's own attempts"
    first_probed = probe.delivery_id
    clock.move(seconds=121)
    deliver_due()
    second = DeliveryAttempt.objects.order_by("-pk").first()
    assert second.probe
    assert second.delivery_id != first_probed, "one message that nobody can take does not keep the endpoint broken"
    receiver.act = answers(200)
    clock.move(seconds=241)
    deliver_due()
    broken.refresh_from_db()
    assert (broken.state, broken.consecutive_failures, broken.probe_at) == ("active", 0, None)
    assert not WebhookDelivery.objects.exclude(state="delivered").exists(), "and all that waited with it"
    assert AuditEntry.objects.filter(action="webhook_endpoint.recovered").exists()


def test_owner_gets_one_mail_in_both_languages(broken, monkeypatch):
    assert notices.tell_owners(dry_run=True) == 1

    def fails(*args, **kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(notices, "send_mail", fails)
        assert notices.tell_owners() == 0
    assert notices.tell_owners() == 1
    assert notices.tell_owners() == 0
    (message,) = mail.outbox
    assert message.to == ["owner@example.org"]
    assert f"Webhook endpoint #{broken.pk} is broken" in message.subject
    assert "中断" in message.subject
    assert "3 messages in a row did not arrive" in message.body
    assert broken.url in message.body


def test_enabling_by_hand_sends_what_waits(receiver, broken):
    receiver.act = answers(200)
    endpoints.enable("key:test", broken.pk)
    deliver_due()
    assert not WebhookDelivery.objects.exclude(state="delivered").exists()
    broken.refresh_from_db()
    assert broken.tell_owner is False


def test_message_expires_for_a_broken_endpoint_and_can_be_replayed(receiver, clock, broken):
    clock.now += LIFETIME
    clock.move(minutes=1)
    assert sweeps.give_up_expired(dry_run=True) == 3
    assert sweeps.give_up_expired() == 3
    assert set(WebhookDelivery.objects.values_list("state", "last_error")) == {("failed", "expired")}
    receiver.act = answers(200)
    replays.replay("key:test", WebhookDelivery.objects.first().pk)
    until_done(clock, hours=2)
    assert WebhookDelivery.objects.filter(state="delivered").count() == 1


def test_the_sweep_rings_for_what_is_due_and_not_for_what_waits(receiver, clock):
    endpoint_for(receiver)
    assert sweeps.ring_due_deliveries() == 0
    happened()
    assert sweeps.ring_due_deliveries() == 1
    receiver.act = answers(500)
    deliver_due()
    assert sweeps.ring_due_deliveries() == 0
    clock.move(seconds=6)
    assert sweeps.ring_due_deliveries() == 1


def test_a_secret_outlives_a_new_secret_key_with_the_old_one_as_a_fallback(receiver, settings):
    endpoint = endpoint_for(receiver)
    secret = sealing.unseal(endpoint.sealed_secret)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key of some length, and quite another one"
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(endpoint.sealed_secret)
    happened()
    deliver_due()
    assert receiver.requests == []
    assert WebhookDelivery.objects.get().last_error == "secret"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert sealing.unseal(endpoint.sealed_secret) == secret


def test_only_integrator_and_lead_manage(moderator, lead, auditor, receiver):
    endpoint = endpoint_for(receiver)
    happened()
    deliver_due()
    delivery = WebhookDelivery.objects.get()
    for user in (moderator, auditor):
        for act in (endpoints.rotate, endpoints.enable, endpoints.disable, endpoints.remove, endpoints.send_test):
            with pytest.raises(PermissionDenied):
                act(user, endpoint.pk)
        with pytest.raises(PermissionDenied):
            replays.replay(user, delivery.pk)
    endpoints.rotate(lead, endpoint.pk)
    assert replays.replay(lead, delivery.pk).state == "pending"


def test_figures_of_a_week(receiver, clock, settings):
    settings.WEBHOOK_BREAKER_FAILURES = 1000
    start = clock.now
    endpoint = endpoint_for(receiver)
    happened()
    deliver_due()
    receiver.act = answers(500)
    late, failed = happened(stored().article), happened(stored().article)
    deliver_due()
    receiver.act = answers(200)
    WebhookDelivery.objects.filter(event=failed).update(state="failed", next_attempt_at=None)
    clock.move(hours=1)
    deliver_due()
    endpoints.send_test("key:test", endpoint.pk)
    pending = happened()
    clock.move(seconds=1)
    assert webhook_figures(start, clock.now) == WebhookFigures(delivered=2, late=1, failed=1, pending=1)
    assert webhook_figures(start, pending.created_at).pending == 0
    assert WebhookDelivery.objects.get(event=late).state == "delivered"
    clock.move(seconds=9)
    metrics = Client().get("/metrics").content.decode()
    assert 'workbench_webhook_deliveries{state="delivered"} 2.0' in metrics
    assert "workbench_webhook_oldest_pending_seconds 10.0" in metrics
    assert 'workbench_webhook_endpoints{state="active"} 1.0' in metrics


def called(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_test_command(receiver, broken):
    with pytest.raises(CommandError, match="HTTP 500"):
        called("send_webhook_test", broken.pk)
    receiver.act = answers(204)
    assert "HTTP 204, taken" in called("send_webhook_test", broken.pk)
    broken.refresh_from_db()
    assert broken.state == "active", "it is back"
    with pytest.raises(CommandError, match=f"no endpoint 999; there are: {broken.pk}"):
        called("send_webhook_test", 999)
    endpoints.disable("key:test", broken.pk)
    with pytest.raises(CommandError, match="switched off"):
        called("send_webhook_test", broken.pk)


def test_a_test_message_costs_no_attempt_and_breaks_no_endpoint(receiver, clock, settings):
    settings.WEBHOOK_BREAKER_FAILURES = 1
    endpoint = endpoint_for(receiver)
    receiver.act = answers(500)
    delivery = endpoints.send_test("key:test", endpoint.pk)
    deliver_due()
    clock.move(hours=1)
    deliver_due()
    delivery.refresh_from_db()
    endpoint.refresh_from_db()
    assert (delivery.attempts, delivery.tries, delivery.state) == (0, 2, "pending")
    assert (endpoint.state, endpoint.consecutive_failures) == ("active", 0)


def test_a_test_message_is_not_tried_for_ever(receiver, clock):
    receiver.act = answers(500)
    delivery = endpoints.send_test("key:test", endpoint_for(receiver).pk)
    for _ in range(12):
        deliver_due()
        clock.move(hours=30)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == ("failed", 10)


def test_the_test_command_names_the_setting_that_forbids_the_address(receiver, settings):
    endpoint = endpoint_for(receiver)
    settings.WEBHOOK_PRIVATE_RECEIVERS = []
    with pytest.raises(CommandError, match=r"no answer: address: .* name it in WEBHOOK_PRIVATE_RECEIVERS"):
        called("send_webhook_test", endpoint.pk)


@pytest.mark.parametrize(("status", "says"), [(302, "redirects are not followed"), (410, "is switched off now")])
def test_the_test_command_says_what_to_do_about_an_answer(receiver, status, says):
    receiver.act = answers(status)
    with pytest.raises(CommandError, match=f"HTTP {status}: .*{says}"):
        called("send_webhook_test", endpoint_for(receiver).pk)


def test_every_fault_of_a_delivery_has_its_words():
    for code in ("timeout", "too_slow", "dns", "connection", "tls", "address", "secret", "bad_answer", "internal"):
        assert code in DELIVERY_FAULTS.codes
    assert {"expired", "removed"} <= set(DELIVERY_FAULTS.codes)


def test_the_replay_command(receiver, clock, broken):
    receiver.act = answers(200)
    endpoints.enable("key:test", broken.pk)
    deliver_due()
    sent = len(receiver.requests)
    when = ["--since", "soon", "--until", "2100-01-01T00:00:00+08:00", "--state", "delivered"]
    with pytest.raises(CommandError, match="--since"):
        called("replay_webhooks", *when)
    when[1] = "2020-01-01"
    assert called("replay_webhooks", *when, "--dry-run") == "3 messages would be sent again\n"
    assert called("replay_webhooks", *when, "--endpoint", broken.pk).startswith("3 messages are sent again")
    deliver_due()
    assert len(receiver.requests) == sent + 3
    assert len(set(receiver.ids)) == 3
    with pytest.raises(CommandError, match="no endpoint 999"):
        called("replay_webhooks", *when, "--endpoint", 999)
    assert WebhookEndpoint.objects.count() == 1
