"""Races between workers: two at once, a dead one, and one that returns too late."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from moderation.models import DeliveryAttempt, DeliverySlot, WebhookDelivery
from moderation.webhooks import slots
from moderation.webhooks.claims import claim
from moderation.webhooks.delivery import deliver_due
from moderation.webhooks.protocol.outcome import Outcome
from moderation.webhooks.recording import record_outcome
from moderation.webhooks.sending import send
from tests.makers import stored
from tests.moderation.webhooks.world import endpoint_for, happened
from tests.services.processes import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_workers_at_once_deliver_everything_once(receivers, settings):
    settings.WEBHOOK_SLOTS = 4
    # Four threads and three receivers share this machine with other tests: a slow answer is no failure here.
    settings.WEBHOOK_CONNECT_SECONDS = settings.WEBHOOK_READ_SECONDS = 5
    settings.WEBHOOK_TOTAL_SECONDS = 10
    places = [receivers() for _ in range(3)]
    for place in places:
        endpoint_for(place)
    articles = [stored().article for _ in range(3)]
    events = [str(happened(articles[n % 3]).pk) for n in range(12)]
    start = threading.Barrier(4)

    def work(_: int) -> None:
        try:
            start.wait(20)
            while deliver_due():
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert not WebhookDelivery.objects.exclude(state="delivered").exists()
    for place in places:
        assert Counter(place.ids) == Counter(events), "each once"
        for n in range(3):
            assert [pk for pk in place.ids if pk in events[n::3]] == events[n::3], "in order within an article"
        assert place.most_open <= settings.WEBHOOK_PER_ENDPOINT


def test_a_process_more_than_there_are_slots_goes_home(receiver):
    endpoint_for(receiver)
    happened()
    held = slots.take()
    assert held is not None
    assert deliver_due() is False
    assert receiver.requests == []
    held.release()
    deliver_due()
    assert len(receiver.requests) == 1


def test_the_slot_of_a_dead_process_is_free_soon(clock):
    dead = slots.take()
    assert dead is not None
    assert slots.take() is None
    clock.move(seconds=11)
    assert slots.take() is not None
    assert DeliverySlot.objects.exclude(token=dead.token).exists()


def test_message_of_a_dead_worker_is_sent_again_under_its_id(receiver, clock, settings):
    endpoint_for(receiver)
    event = happened()
    (held,) = claim("dead", 5)
    send(held)  # and then the machine died
    deliver_due()
    assert receiver.ids == [str(event.pk)], "held, so nobody else sends it"
    clock.move(seconds=settings.WEBHOOK_LEASE_SECONDS + 1)
    deliver_due()
    assert receiver.ids == [str(event.pk)] * 2
    assert WebhookDelivery.objects.get().state == "delivered"


def test_late_result_of_a_lost_lease_is_discarded(receiver, clock, settings):
    endpoint_for(receiver)
    happened()
    (late,) = claim(uuid.uuid4().hex, 5)
    clock.move(seconds=settings.WEBHOOK_LEASE_SECONDS + 1)
    deliver_due()
    assert record_outcome(late, Outcome(status=500)) is False
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.tries, delivery.endpoint.consecutive_failures) == ("delivered", 1, 0)
    assert DeliveryAttempt.objects.count() == 1


def test_the_database_holds_what_the_code_promises(receiver):
    endpoint = endpoint_for(receiver)
    event = happened()
    delivery = WebhookDelivery.objects.get()
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookDelivery.objects.create(endpoint=endpoint, event=event, next_attempt_at=now, expires_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookDelivery.objects.filter(pk=delivery.pk).update(state="delivered")
    deliver_due()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_deliveryattempt SET status = 500")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(endpoint).objects.filter(pk=endpoint.pk).update(state="broken")


@pytest.fixture
def environment(monkeypatch):
    """Sets the environment before the worker starts, which inherits it."""
    monkeypatch.setenv("WEBHOOK_PRIVATE_RECEIVERS", "127.0.0.0/8")
    monkeypatch.setenv("WEBHOOK_LEASE_SECONDS", "33")
    monkeypatch.setenv("WEBHOOK_TOTAL_SECONDS", "3")


def test_a_killed_worker_delivers_each_at_least_once_and_none_under_another_id(
    environment, receivers, worker, schedule
):
    """Kills a real worker process midway; the sweep of a real schedule rings for the rest."""
    place = receivers()
    endpoint_for(place)
    events = {str(happened().pk) for _ in range(60)}
    worker.start()
    wait_for(lambda: len(place.requests) >= 6, "the first messages")
    worker.kill()
    assert len(set(place.ids)) < 60, "the worker was killed too late to have been in the middle"
    worker.start()
    schedule.start()
    wait_for(lambda: WebhookDelivery.objects.filter(state="delivered").count() == 60, "the rest")
    assert set(place.ids) == events
    # Only messages in flight at the kill may arrive twice, under one id.
    assert len(place.ids) <= 60 + 16
