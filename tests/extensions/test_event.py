"""A webhook event is one entry: its schema, its subscription and its words follow."""

from __future__ import annotations

import json
from collections.abc import Iterator

import jsonschema
import pytest
from django.utils import translation

from moderation.models import Event, WebhookDelivery
from moderation.vocabulary.events import EVENTS, EventType
from moderation.webhooks.delivery import deliver_due
from moderation.webhooks.protocol.schemas import schema, subscribable, types
from tests.makers import stored
from tests.moderation.webhooks.receiver import receiving
from tests.moderation.webhooks.world import endpoint_for

pytestmark = pytest.mark.django_db(transaction=True)

# The whole of what somebody writes who adds an event; saving a row of it sends it.
ARTICLE_PINNED = EventType(
    "article.pinned",
    "文章被置顶",
    "an article was pinned",
    fields=lambda: {"article": {"type": "integer", "minimum": 1}},
)


@pytest.fixture(autouse=True)
def added() -> Iterator[None]:
    EVENTS.add(ARTICLE_PINNED)
    with translation.override("zh-hans"):
        yield
    EVENTS.remove(ARTICLE_PINNED)


def test_endpoints_can_ask_for_it_and_get_it(settings):
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.0/8"]
    article = stored().article
    with receiving() as receiver:
        endpoint = endpoint_for(receiver, event_types=["article.pinned"])
        event = Event(type=ARTICLE_PINNED, article=article, data={"article": article.pk})
        event.save()
        deliver_due()
    assert WebhookDelivery.objects.get(state="delivered").endpoint == endpoint
    jsonschema.validate(json.loads(receiver.requests[0].body), schema("article.pinned"))
    assert "article.pinned" in types()
    assert "article.pinned" in subscribable()
    assert event.get_type_display() == "文章被置顶"
