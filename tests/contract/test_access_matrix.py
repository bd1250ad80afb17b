"""Access to every endpoint by scope, and by keys of the row's own and of another platform; all rows exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from articles.api.conventions.permissions import ANY_KEY
from articles.intake.imports import importing
from articles.intake.imports.lines import chunks
from articles.models import Article, KnownClaim, Platform, Source, SourceLink, Story, StoryMember
from articles.models.access.keys import SCOPES
from articles.vocabulary import citations
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.decisions.outcome import event_data
from moderation.models import ActRule, Event, SecondLook, WebhookDelivery, WebhookEndpoint
from moderation.outside_scorers.registering import register
from moderation.vocabulary import events
from moderation.webhooks.endpoints import make
from tests.contract.endpoints import Endpoint, endpoints
from tests.makers import person, queued
from tests.module_rows import module_rows

ENDPOINTS = endpoints()
OWN, OTHER = "netease", "sohu"
# Kinds without a platform: reports cover all platforms and refuse keys of one; schemas are for every key.
OF_ALL = {
    "reports",
    "webhook-events",
    "me",
    "clauses",
    "queues",
    "platforms",
    "moderators",
    "labels",
    "policies",
    "templates",
}


def webhook_endpoint(platform: str) -> tuple[WebhookEndpoint, str]:
    return make(
        "key:test",
        platform=Platform.objects.get(code=platform),
        url="https://example.org/hooks",
        event_types=["decision.made"],
        owner_email="owner@example.org",
    )


@module_rows
def rows() -> dict[str, object]:
    """The id of a row of the platform OWN, by the first part of the route."""
    moderator = person("moderator")
    waiting, done = queued(platform=OWN), queued(platform=OWN)
    decision = decide(moderator, DecisionRequest(done.pk, done.version, "limit", clause="1.1"))
    article = Article.objects.get(pk=waiting.article_id)
    assert article.source_id is not None
    moderator.user_permissions.add(Permission.objects.get(codename="approve_execution"))
    appeal = appeals.file(decision.pk, text="属实", appellant="山城观察", key="k")
    ActRule.objects.create(act="label", second_person=True)
    second = queued(platform=OWN)
    awaiting = decide(moderator, DecisionRequest(second.pk, second.version, "label", clause="2.3"))
    run = importing.start(chunks([b"{}\n"]), platform=Platform.objects.get(code=OWN), api_key="x" * 8)
    endpoint, _ = webhook_endpoint(OWN)
    event = Event(type=events.DECISION_MADE, article=article, data=event_data(decision))
    event.save()
    other = Source.objects.create(kind="account", platform=Platform.objects.get(code=OWN), name="另一账号")
    link = SourceLink.objects.create(source_id=article.source_id, other=other, kind="same_owner", reason="同一主体注册")
    return {
        "reports": f"{timezone.localdate():%G-W%V}",
        "webhook-endpoints": endpoint.pk,
        "webhook-deliveries": WebhookDelivery.objects.get(event=event).pk,
        "scorers": scorer(moderator),
        "articles": article.pk,
        "second-looks": SecondLook.objects.create(decision=decision).pk,
        "sources": article.source_id,
        "queue-items": waiting.pk,
        "decisions": decision.pk,
        "imports": run.pk,
        "source-links": link.pk,
        "appeals": appeal.pk,
        "executions": awaiting.pk,
        "events": str(event.pk),
        "claims": KnownClaim.objects.create(**claim(OWN)).pk,
        "stories": story(Article.objects.filter(pk=article.pk)).pk,
    }


def scorer(moderator: User) -> int:
    for right in ("add", "change"):
        moderator.user_permissions.add(Permission.objects.get(codename=f"{right}_outsidescorer"))
    lead = User.objects.get(pk=moderator.pk)  # the other one has its permissions from before
    values = {"code": "toxicity", "name_zh": "攻击", "name_en": "toxicity", "version": "1"}
    own = Platform.objects.get(code=OWN)
    return register(lead, **values, url="https://scorer.example.org/", platform=own)[0].pk


def claim(platform: str) -> dict[str, Any]:
    return {
        "key": f"claim of {platform}",
        "platform": Platform.objects.get(code=platform),
        "origin": "imported",
        "claim": "老桥已经塌了",
        "verdict": "false",
        "publisher": "云泽辟谣",
    }


def story(articles: Any) -> Story:
    now = timezone.now()
    made = Story.objects.create(articles=articles.count(), first_at=now, last_at=now)
    for article in articles:
        StoryMember.objects.create(article=article, story=made, platform=article.platform, likeness=1, at=now)
    return made


def call(api: Any, endpoint: Endpoint, rows: dict[str, object]) -> Any:
    if endpoint.names_a_row:
        assert endpoint.kind in rows, f"tell this test how to make a row for {endpoint}"
    path = endpoint.path(rows.get(endpoint.kind))
    if endpoint.method == "POST":
        return api.post(path, {})
    return api.request(endpoint.method, path)


def test_the_matrix_has_every_endpoint():
    assert len(ENDPOINTS) >= 25
    assert all(endpoint.scope in (*SCOPES, ANY_KEY) for endpoint in ENDPOINTS)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)
def test_its_own_scope_opens_an_endpoint_and_no_other_does(endpoint, rows, api_with: Callable[..., Any]):
    for scope in SCOPES:
        answer = call(api_with(scope), endpoint, rows)
        if endpoint.scope in (scope, ANY_KEY):
            assert answer.status_code not in (401, 403, 404), (scope, answer.content)
        else:
            assert answer.status_code == 403, (scope, answer.content)
            assert answer.json()["code"] == "permission_denied"


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.names_a_row and e.kind not in OF_ALL], ids=str)
def test_row_of_another_platform_is_not_there(endpoint, rows, api_with: Callable[..., Any]):
    """404 and not 403, which would reveal that the row exists."""
    stranger = api_with(platform=Platform.objects.get(code=OTHER))
    refused = call(stranger, endpoint, rows)
    nowhere = call(stranger, endpoint, dict.fromkeys(rows, 987654321))
    assert refused.status_code == nowhere.status_code == 404
    hidden = ("instance", "request_id")
    told = [{k: v for k, v in answer.json().items() if k not in hidden} for answer in (refused, nowhere)]
    assert told[0] == told[1], "the two can be told apart"
    owner = api_with(platform=Platform.objects.get(code=OWN))
    assert call(owner, endpoint, rows).status_code not in (401, 403, 404)


LISTS = [e for e in ENDPOINTS if e.method == "GET" and not e.names_a_row and e.kind not in OF_ALL]


@pytest.mark.parametrize("endpoint", LISTS, ids=str)
def test_lists_have_rows_of_ones_own_platform_only(endpoint, rows, api_with: Callable[..., Any]):
    assert endpoint.kind in rows, f"tell this test how to make a row for {endpoint}"
    ids = {}
    for code in (OWN, OTHER):
        page = call(api_with(platform=Platform.objects.get(code=code)), endpoint, rows).json()
        ids[code] = [row["id"] for row in page["results"]]
    assert rows[endpoint.kind] in ids[OWN]
    assert ids[OTHER] == []


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.kind == "reports"], ids=str)
def test_reports_of_all_platforms_are_for_keys_of_all(endpoint, rows, api_with):
    refused = call(api_with(platform=Platform.objects.get(code=OWN)), endpoint, rows)
    assert (refused.status_code, refused.json()["code"]) == (403, "all_platforms_only")


def test_item_held_on_another_platform_is_not_handed_out(rows, api_with):
    owner, stranger = (api_with(platform=Platform.objects.get(code=code)) for code in (OWN, OTHER))
    assert owner.post("queue-items/claim/", {"moderator": "moderator"}).status_code == 200
    assert stranger.post("queue-items/claim/", {"moderator": "moderator"}).status_code == 204


def test_submitting_to_another_platform_is_refused_and_stores_nothing(rows, api_with):
    stranger = api_with(platform=Platform.objects.get(code=OTHER))
    before = Article.objects.count()
    body = {"platform": OWN, "headline": "标题在此", "body": ["正文。"]}
    refused = stranger.post("articles/", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "other_platform")
    assert refused.json()["errors"][0]["pointer"] == "/platform"
    assert stranger.post("articles/batch/", [body]).json()[0]["error"]["code"] == "other_platform"
    assert Article.objects.count() == before


def test_sources_of_no_platform_are_for_keys_of_all(rows, api_with):
    outlet = Source.objects.create(kind=citations.OUTLET, name="山城日报")
    assert api_with().get(f"sources/{outlet.pk}/").status_code == 200
    assert api_with(platform=Platform.objects.get(code=OWN)).get(f"sources/{outlet.pk}/").status_code == 404
