"""Deliveries to real receivers, good and bad: content, number, order, and isolation between endpoints."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.test import override_settings
from standardwebhooks.webhooks import Webhook

from moderation.models import DeliveryAttempt, Event, WebhookDelivery
from moderation.webhooks import endpoints
from moderation.webhooks.delivery import deliver_due
from moderation.webhooks.protocol import sealing
from moderation.webhooks.protocol.schedule import DELAYS
from tests.makers import stored
from tests.moderation.webhooks import receiver as acts
from tests.moderation.webhooks.world import endpoint_for, happened, until_done

pytestmark = pytest.mark.django_db
State = WebhookDelivery.State


def states() -> Counter[str]:
    return Counter(WebhookDelivery.objects.values_list("state", flat=True))


def attempts(event: Event) -> list[tuple[int | None, str]]:
    rows = DeliveryAttempt.objects.filter(delivery__event=event).order_by("number")
    return list(rows.values_list("status", "error"))


def test_message_arrives_signed_and_whole_and_is_recorded(receiver, clock):
    endpoint = endpoint_for(receiver)
    event = happened(stored().article)
    assert deliver_due() is False
    (request,) = receiver.requests
    secret = sealing.unseal(endpoint.sealed_secret)
    clock.move(seconds=1)
    document = Webhook(secret).verify(request.body, request.headers)
    assert document == {
        "id": str(event.pk), "type": "decision.made", "schema_version": 1,
        "timestamp": request.document["timestamp"], "data": event.data,
    }  # fmt: skip
    assert (request.id, request.headers["content-type"]) == (str(event.pk), "application/json")
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.tries, delivery.last_status) == ("delivered", 1, 200)
    made = delivery.made.get()
    assert (made.number, made.status, made.answer, made.url) == (1, 200, "ok", receiver.url)
    assert made.request_headers["webhook-signature"] == request.headers["webhook-signature"]


def test_while_a_secret_is_rotated_both_verify_and_later_only_the_new(receiver, clock):
    endpoint = endpoint_for(receiver)
    old = sealing.unseal(endpoint.sealed_secret)
    _, new = endpoints.rotate("key:test", endpoint.pk)
    happened()
    deliver_due()
    for secret in (old, new):
        Webhook(secret).verify(receiver.requests[0].body, receiver.requests[0].headers)
    clock.move(hours=25)
    happened()
    deliver_due()
    assert receiver.requests[1].headers["webhook-signature"].count("v1,") == 1


@pytest.mark.parametrize(
    ("act", "limit", "expected"),
    [
        (acts.answers(500, b"broken"), {}, (500, "")),
        (acts.answers(302, Location="http://127.0.0.1:1/elsewhere"), {}, (302, "")),
        (acts.resets, {}, (None, "connection")),
        (acts.says_nothing, {"WEBHOOK_READ_SECONDS": 0.4}, (None, "timeout")),
        (acts.drips, {"WEBHOOK_TOTAL_SECONDS": 0.8}, (None, "too_slow")),
        (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n"), {}, (None, "connection")),
    ],
    ids=["500", "redirect", "reset", "silent", "dripping", "no HTTP"],
)
def test_a_failure_is_written_down_and_tried_again_with_the_same_id(receiver, clock, act, limit, expected):
    endpoint_for(receiver)
    event = happened()
    receiver.acts = [act]
    with override_settings(**limit):
        deliver_due()
    assert attempts(event) == [expected]
    assert states() == {"pending": 1}
    clock.move(seconds=6)
    deliver_due()
    assert attempts(event) == [expected, (200, "")]
    assert receiver.ids == [str(event.pk)] * 2
    assert receiver.requests[0].body == receiver.requests[1].body


def test_an_endless_answer_costs_its_first_bytes(receiver, settings):
    settings.WEBHOOK_ANSWER_BYTES = 1000
    endpoint_for(receiver)
    receiver.act = acts.endless
    happened()
    deliver_due()
    made = DeliveryAttempt.objects.get()
    assert (made.status, made.answer_truncated, len(made.answer)) == (200, True, 1000)
    assert "\x00" not in made.answer
    assert "\x1b" not in made.answer


def test_the_schedule_has_ten_attempts_over_75_hours_and_then_gives_up(receiver, clock, settings):
    settings.WEBHOOK_BREAKER_FAILURES = 1000
    endpoint_for(receiver)
    event = happened()
    receiver.act = acts.answers(500)
    began, times = clock.now, []
    while states()["pending"]:
        before = len(receiver.requests)
        deliver_due()
        if len(receiver.requests) > before:
            times.append((clock.now - began).total_seconds())
        waiting = WebhookDelivery.objects.get().next_attempt_at
        clock.now = waiting or clock.now
    pauses = [after - before for before, after in zip([0, *times], times, strict=False)]
    assert len(pauses) == len(DELAYS)
    for pause, delay in zip(pauses, DELAYS, strict=True):
        assert delay <= pause <= delay * 1.1
    assert attempts(event) == [(500, "")] * 10
    assert WebhookDelivery.objects.get().state == "failed"


def test_after_an_hour_of_500_everything_arrives_once_and_in_order(receiver, clock):
    """After recovery every event is delivered once, under its own id, in order by article."""
    endpoint_for(receiver)
    articles = [stored().article for _ in range(6)]
    told: dict[int, list[str]] = {article.pk: [] for article in articles}
    receiver.act = acts.answers(500)
    began = clock.now
    while clock.now < began + timedelta(hours=1):
        for article in articles:
            told[article.pk].append(str(happened(article).pk))
        deliver_due()
        clock.move(minutes=10)
    failed = len(receiver.requests)
    assert states() == {"pending": 36}
    receiver.act = acts.answers(204)
    until_done(clock, hours=2)
    assert states() == {"delivered": 36}
    arrived = receiver.ids[failed:]
    assert sorted(arrived) == sorted(pk for ids in told.values() for pk in ids), "each once"
    for ids in told.values():
        assert [pk for pk in arrived if pk in ids] == ids, "in order within an article"
    # The breaker saved attempts: without it, each of the 36 messages would have been sent at least four times.
    assert failed < 36


def test_the_next_of_an_article_waits_until_the_one_before_is_given_up(receiver, clock, settings):
    settings.WEBHOOK_BREAKER_FAILURES = 1000
    endpoint_for(receiver)
    article, other = stored().article, stored().article

    def act(handler):
        refused = handler.headers["webhook-id"] == str(first.pk)
        acts.answers(500 if refused else 200)(handler)

    receiver.act = act
    first, second, beside = happened(article), happened(article), happened(other)
    assert deliver_due() is False, "what waits for another is no work: nobody need go on"
    until_done(clock, hours=100, step=3600)
    assert attempts(first) == [(500, "")] * 10
    assert receiver.ids.index(str(beside.pk)) < receiver.ids.index(str(second.pk))
    assert receiver.ids[-1] == str(second.pk)
    assert WebhookDelivery.objects.get(event=second).state == "delivered"


def test_retry_after_is_waited_for_by_the_whole_endpoint_and_capped(receiver, clock):
    endpoint_for(receiver)
    happened()
    receiver.acts = [acts.answers(429, Retry_After="600")]
    deliver_due()
    happened()
    clock.move(seconds=599)
    deliver_due()
    assert len(receiver.requests) == 1
    clock.move(seconds=2)
    deliver_due()
    assert states() == {"delivered": 2}
    receiver.acts = [acts.answers(503, Retry_After="99999999")]
    happened()
    deliver_due()
    assert WebhookDelivery.objects.get(state="pending").next_attempt_at <= clock.now + timedelta(hours=24)


def test_410_switches_the_endpoint_off_and_what_waits_is_kept(receiver, clock):
    endpoint = endpoint_for(receiver)
    article = stored().article
    happened(article), happened(article)
    receiver.acts = [acts.answers(410)]
    deliver_due()
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.cause, endpoint.tell_owner) == ("disabled", "gone", True)
    assert states() == {"failed": 1, "pending": 1}
    happened()
    assert sum(states().values()) == 2, "an endpoint that is off gets no new ones"
    clock.move(hours=1)
    deliver_due()
    assert len(receiver.requests) == 1
    endpoints.enable("key:test", endpoint.pk)
    deliver_due()
    assert states() == {"failed": 1, "delivered": 1}


def test_a_dead_and_a_slow_receiver_do_not_hold_up_the_others(receivers, settings):
    settings.WEBHOOK_THREADS, settings.WEBHOOK_PER_ENDPOINT = 6, 2
    settings.WEBHOOK_BREAKER_FAILURES = 1000
    settings.WEBHOOK_READ_SECONDS = settings.WEBHOOK_TOTAL_SECONDS = 2.5
    dead, slow, healthy = receivers(), receivers(), receivers()
    dead.act, slow.act = acts.says_nothing, acts.slow(1)
    for one in (dead, slow, healthy):
        endpoint_for(one)
    for _ in range(8):
        happened()
    at_end = []
    healthy.act = lambda handler: (acts.answers(200)(handler), at_end.append((len(dead.requests), len(slow.requests))))
    deliver_due()
    assert len(healthy.requests) == 8
    # The healthy receiver got all of its messages while most of the others' still waited; those got theirs later.
    assert max(at_end[-1]) < 8
    assert set(dead.ids) == set(slow.ids) == set(healthy.ids)
    # (The dead receiver never ends a request, so it cannot count those open at our end.)
    assert slow.most_open == 2, "no more than its own share at once"


def test_an_endpoint_sees_its_platform_only_and_its_types_only(receivers):
    from articles.models import Platform

    netease, sohu, everything, typed = receivers(), receivers(), receivers(), receivers()
    endpoint_for(netease, platform=Platform.objects.get(code="netease"))
    endpoint_for(sohu, platform=Platform.objects.get(code="sohu"))
    endpoint_for(everything)
    endpoint_for(typed, event_types=["appeal.resolved"])
    here, there, nowhere = happened(stored().article), happened(stored(platform="sohu").article), happened()
    deliver_due()
    assert netease.ids == [str(here.pk)]
    assert sohu.ids == [str(there.pk)]
    assert set(everything.ids) == {str(event.pk) for event in (here, there, nowhere)}
    assert typed.ids == []


def test_an_event_that_is_rolled_back_is_delivered_to_nobody(receiver):
    from django.db import transaction

    endpoint_for(receiver)
    with transaction.atomic():
        happened()
        assert WebhookDelivery.objects.count() == 1
        transaction.set_rollback(True)
    assert not WebhookDelivery.objects.exists()
    deliver_due()
    assert receiver.requests == []
