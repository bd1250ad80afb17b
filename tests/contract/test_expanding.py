"""`expand` brings what rows name, read once for the whole page, and only what the key may see."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Platform
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from tests.makers import queued

pytestmark = pytest.mark.django_db


def decided(moderator):
    item = queued()
    return decide(moderator, DecisionRequest(item.pk, item.version, "label", clause="2.3"))


def test_an_item_comes_with_its_article_source_and_decisions(moderator, api):
    item = queued()
    row = api.get("queue-items/", expand="article,source,decisions,appeal").json()["results"][0]
    article = api.get(f"articles/{item.article_id}/", fields="id,headline,source").json()
    assert row["article"] == item.article_id, "the type of the other members stays"
    assert row["expanded"]["article"]["headline"] == article["headline"]
    assert row["expanded"]["source"]["id"] == article["source"]["id"]
    assert (row["expanded"]["decisions"], row["expanded"]["appeal"]) == ([], None)
    one = api.get(f"queue-items/{item.pk}/", expand="source").json()
    assert list(one["expanded"]) == ["source"]


def test_a_decision_comes_with_its_item_and_an_appeal_with_its_decision(moderator, api):
    decision = decided(moderator)
    appeals.file(decision.pk, text="报道属实，附采访录音", appellant="山城观察", key="")
    row = api.get("decisions/", expand="item,appeal,overturned").json()["results"][0]
    assert row["expanded"]["item"]["id"] == decision.item_id
    assert row["expanded"]["appeal"]["text"] == "报道属实，附采访录音"
    assert row["expanded"]["overturned"] is None
    appeal = api.get("appeals/", expand="decision,article,item").json()["results"][0]
    assert appeal["expanded"]["decision"]["id"] == decision.pk
    assert appeal["expanded"]["article"]["id"] == decision.article_id
    assert appeal["expanded"]["item"]["id"] == appeal["queue_item"]


@pytest.mark.parametrize(
    "path",
    [
        "queue-items/?expand=article,source,decisions,appeal",
        "decisions/?expand=article,source,item,appeal,overturned",
        "appeals/?expand=decision,article,source,item",
        "articles/?expand=source",
    ],
)
def test_more_rows_take_no_more_queries(moderator, api, path):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert api.client.get(f"/api/v1/{path}").status_code == 200
        return len(seen)

    def one_more() -> None:
        appeals.file(decided(moderator).pk, text="报道属实，附采访录音", appellant="山城观察", key="")
        queued()

    one_more()
    queries()
    few = queries()
    for _ in range(3):
        one_more()
    assert queries() == few


def test_fields_may_name_what_was_expanded(moderator, api):
    queued()
    (row,) = api.get("queue-items/", expand="source", fields="id,expanded").json()["results"]
    assert set(row) == {"id", "expanded"}


def test_without_expand_nothing_is_added(moderator, api):
    queued()
    assert "expanded" not in api.get("queue-items/").json()["results"][0]


def test_an_unknown_name_is_answered_with_those_there_are(moderator, api):
    answer = api.get("queue-items/", expand="artikel")
    assert answer.status_code == 400
    assert answer.json()["detail"] == "“artikel” is not one of: article, source, decisions, appeal"


def test_expanding_needs_the_scope_of_what_is_read(moderator, api_with):
    queued()
    assert api_with("queue:work").get("queue-items/", expand="article").status_code == 403
    assert api_with("articles:read").get("decisions/", expand="item").status_code == 403


def test_a_key_of_another_platform_gets_nothing(moderator, api_with):
    queued()
    other = api_with("queue:work", "articles:read", platform=Platform.objects.get(code="sohu"))
    assert other.get("queue-items/", expand="article").json()["results"] == []
