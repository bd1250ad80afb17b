"""The feed by REST: in order, from a cursor, of one's own platform."""

from __future__ import annotations

import pytest

from articles.models import Platform
from tests.makers import queued

pytestmark = pytest.mark.django_db


def test_an_integrator_follows_the_feed(api):
    start = api.get("events/").json()["next"]
    items = [queued(), queued(), queued()]
    first = api.get("events/", after=start, limit=2).json()
    second = api.get("events/", after=first["next"], limit=2).json()
    told = [event["data"]["queue_item"] for event in (*first["results"], *second["results"])]
    assert told == [item.pk for item in items]
    assert (first["more"], second["more"]) == (True, False)
    assert api.get("events/", after=second["next"]).json() == {"results": [], "next": second["next"], "more": False}


def test_an_event_of_the_feed_is_the_message_of_its_webhook(api):
    start = api.get("events/").json()["next"]
    item = queued()
    (event,) = api.get("events/", after=start).json()["results"]
    assert set(event) == {"sequence", "id", "type", "schema_version", "timestamp", "data"}
    assert (event["type"], event["data"]["article"]) == ("queue_item.opened", item.article_id)


def test_a_key_of_one_platform_sees_its_events_only(api_with):
    own, other = queued(platform="netease"), queued(platform="sohu")
    seen = api_with(platform=Platform.objects.get(code="netease")).get("events/").json()["results"]
    assert [event["data"]["article"] for event in seen] == [own.article_id]
    assert other.article_id not in [event["data"]["article"] for event in seen]


def test_a_claim_of_an_outside_console_is_told_once(moderator, api):
    queued()
    start = api.get("events/").json()["next"]
    for _ in range(2):
        assert api.post("queue-items/claim/", {"moderator": "moderator"}).status_code == 200
    assert len(api.get("events/", after=start, type="queue_item.*").json()["results"]) == 1


def test_a_type_narrows_the_feed_and_the_cursor_goes_on(api):
    queued()
    answer = api.get("events/", type="decision.*").json()
    assert answer["results"] == []
    assert answer["next"] == api.get("events/").json()["next"] > 0


@pytest.mark.parametrize("asked", [{"after": "x"}, {"after": "-1"}, {"limit": "0"}, {"limit": "501"}, {"type": "a.b"}])
def test_a_wrong_cursor_is_an_error_that_names_it(api, asked):
    answer = api.get("events/", **asked)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, next(iter(asked)))


def test_a_sample_of_every_type_is_at_hand(api):
    samples = api.get("webhook-events/samples/").json()
    assert set(samples) == set(api.get("webhook-events/schemas/").json())
