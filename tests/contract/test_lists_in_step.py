"""Lists that another system stays in step with: by what changed since, from the oldest on, and by ids."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide, overturn
from moderation.models import Appeal, Decision, QueueItem
from tests.makers import queued

pytestmark = pytest.mark.django_db
EARLIER = timedelta(days=2)


def ids(api, path, **filters):
    answer = api.get(path, **filters)
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def decided(moderator):
    item = queued()
    return decide(moderator, DecisionRequest(item.pk, item.version, "label", clause="2.3"))


@pytest.mark.parametrize(
    "path", ["articles/", "decisions/", "sources/", "appeals/", "imports/", "claims/", "webhook-deliveries/"]
)
def test_a_list_is_read_from_the_oldest_on(moderator, api, path):
    for _ in range(2):
        appeals.file(decided(moderator).pk, text="属实", appellant="山城观察", key="")
    newest = ids(api, path)
    assert ids(api, path, order="oldest") == newest[::-1]
    assert ids(api, path, order="newest") == newest


def test_pages_go_on_in_the_order_that_was_asked_for(api):
    for _ in range(3):
        queued()
    first = api.get("articles/", order="oldest", page_size=2).json()
    rest = api.client.get(first["next"]).json()
    found = [row["id"] for row in (*first["results"], *rest["results"])]
    assert found == sorted(found)
    assert len(found) == 3


def test_an_unknown_order_is_answered_with_the_orders(api):
    answer = api.get("articles/", order="random")
    assert (answer.status_code, answer.json()["detail"]) == (400, "order is one of: newest, oldest")


def test_items_since_are_those_opened_reasoned_or_decided_since(api):
    old, new = queued(), queued()
    QueueItem.objects.filter(pk=old.pk).update(opened_at=timezone.now() - EARLIER)
    old.reasons.update(created_at=timezone.now() - EARLIER)
    since = (timezone.now() - timedelta(days=1)).isoformat()
    assert ids(api, "queue-items/", updated_after=since) == [new.pk]
    assert ids(api, "queue-items/", opened_before=since) == [old.pk]
    QueueItem.objects.filter(pk=old.pk).update(state="decided", decided_at=timezone.now())
    assert ids(api, "queue-items/", updated_after=since, state="decided") == [old.pk]


def test_a_decision_that_was_taken_back_since_is_among_those_since(moderator, lead, api):
    decision = decided(moderator)
    since = (timezone.now() + timedelta(hours=1)).isoformat()
    assert ids(api, "decisions/", updated_after=since) == []
    past = (timezone.now() - timedelta(hours=1)).isoformat()
    reversal = overturn(lead, decision.pk, "标签有误", channel="api", reopens=False)
    assert ids(api, "decisions/", updated_after=past) == [reversal.pk, decision.pk]


def test_an_appeal_that_was_answered_since_is_among_those_since(moderator, api):
    appeal = appeals.file(decided(moderator).pk, text="属实", appellant="山城观察", key="")
    past = (timezone.now() - timedelta(hours=1)).isoformat()
    assert ids(api, "appeals/", updated_after=past) == [appeal.pk]
    assert ids(api, "appeals/", updated_after=(timezone.now() + timedelta(hours=1)).isoformat()) == []
    assert Appeal.objects.get().state == "open"


@pytest.mark.parametrize("path", ["articles/", "decisions/", "sources/", "appeals/", "queue-items/"])
def test_rows_are_picked_by_their_ids(moderator, api, path):
    for _ in range(2):
        appeals.file(decided(moderator).pk, text="属实", appellant="山城观察", key="")
    chosen = ids(api, path)[:1]
    assert ids(api, path, ids=",".join(map(str, [*chosen, 10**12]))) == chosen
    assert Decision.objects.count() == 2
