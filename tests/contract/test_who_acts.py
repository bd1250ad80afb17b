"""Who acts is established by the credential: every act of a person by REST, with every kind of credential."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User

import articles
import moderation
from articles.access import api_keys
from articles.models import ApiKey, Source, SourceLink
from articles.models.access.keys import ACTING_SCOPE
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.models import ActRule, AuditEntry, Decision, Note, OutsideScorer, QueueItem, SecondLook, Skip
from moderation.outside_scorers import registering
from moderation.oversight import links
from moderation.queue.claims import claim
from tests.contract.endpoints import Endpoint, endpoints
from tests.makers import person, queued

pytestmark = pytest.mark.django_db

OTHER_ACCOUNT = 900_001
# Every endpoint that acts for a person, with a body that is right but for the moderator. A new one is added here.
BODIES: dict[str, dict[str, Any]] = {
    "queue-items/claim/": {},
    "second-looks/next/": {},
    "second-looks/<int:pk>/answer/": {"act": "allow"},
    "queue-items/<int:pk>/decide/": {"version": 1, "act": "allow"},
    "queue-items/<int:pk>/release/": {},
    "queue-items/<int:pk>/heartbeat/": {},
    "queue-items/<int:pk>/skip/": {},
    "queue-items/<int:pk>/hold/": {"on": True},
    "queue-items/<int:pk>/hand-over/": {"to": "bao"},
    "queue-items/<int:pk>/notes/": {"text": "已联系作者"},
    "decisions/<int:pk>/approve/": {},
    "decisions/<int:pk>/refuse/": {"note": "证据不足"},
    "decisions/<int:pk>/undo/": {},
    "queue-items/<int:pk>/resolve-appeal/": {"version": 1, "outcome": "upheld", "answer": "维持"},
    "decisions/<int:pk>/overturn/": {"note": "有误"},
    "sources/<int:pk>/links/": {"other": OTHER_ACCOUNT, "kind": "same_owner", "reason": "同一主体注册"},
    "source-links/<int:pk>/end/": {"reason": "主体变更"},
    "scorers/": {
        "code": "spam",
        "name_zh": "垃圾",
        "name_en": "spam",
        "url": "https://scorer.example.org/",
        "version": "1",
    },
    "scorers/<int:pk>/change/": {"version": "2"},
    "scorers/<int:pk>/move/": {"mode": "off"},
    "scorers/<int:pk>/rotate-secret/": {},
}
ACTING = [endpoint for endpoint in endpoints() if endpoint.scope == ACTING_SCOPE and endpoint.method != "GET"]


def test_every_endpoint_that_acts_for_a_person_is_tried_here():
    assert {endpoint.route for endpoint in ACTING} == set(BODIES)
    assert {endpoint.method for endpoint in ACTING} == {"POST"}


class World:
    """The people, and the row that each endpoint needs, so that the act would be done with the right credential."""

    def __init__(self, api_with: Any) -> None:
        self.api_with = api_with
        self.anna, self.bao = self.add("anna"), self.add("bao")

    def add(self, name: str, role: str = "lead") -> User:
        made = User.objects.create_user(name, is_staff=True)
        made.groups.add(Group.objects.get(name=role))
        return made

    def key(self, *names: str) -> Any:
        return self.api_with(ACTING_SCOPE, acts_for=names)

    def post(self, api: Any, endpoint: Endpoint, **more: Any) -> Any:
        return api.post(endpoint.path(self.row(endpoint)), {**BODIES[endpoint.route], **more})

    def row(self, endpoint: Endpoint) -> int:
        if endpoint.route.startswith("scorers/"):
            return self.scorer()
        item = queued()
        if endpoint.route.startswith("second-looks/"):
            carl = User.objects.filter(username="carl").first() or self.add("carl")
            decision = decide(carl, DecisionRequest(item.pk, item.version, "label", "2.1"))
            return SecondLook.objects.create(decision=decision).pk
        if endpoint.route.endswith(("approve/", "refuse/", "undo/")):
            return self.decision(item, second=not endpoint.route.endswith("undo/"))
        if endpoint.route.endswith(("release/", "heartbeat/", "skip/")):
            claim(self.anna, item.pk)
        if endpoint.route.endswith(("overturn/", "resolve-appeal/")):
            other = User.objects.filter(username="carl").first() or self.add("carl")
            decision = decide(other, DecisionRequest(item.pk, item.version, "label", "2.1"))
            if endpoint.route.endswith("overturn/"):
                return decision.pk
            appeals.file(decision.pk, text="有出处", appellant="山城观察", key="abcdefgh")
            item = QueueItem.objects.get(article=item.article_id, state="open")
            QueueItem.objects.filter(pk=item.pk).update(version=1)
        if "links/" in endpoint.route:
            return self.account(endpoint, item.article.source_id or 0)
        return item.pk

    def scorer(self) -> int:
        """One that somebody else has just registered, alone."""
        carl = User.objects.filter(username="carl").first() or self.add("carl")
        OutsideScorer.objects.all().delete()
        body = {**BODIES["scorers/"], "code": "toxicity"}
        return registering.register(carl, **body)[0].pk

    def decision(self, item: QueueItem, *, second: bool) -> int:
        """One that waits for a second person, made by a third one; or one's own that was made just now."""
        if second:
            ActRule.objects.get_or_create(act="label", source=None, defaults={"second_person": True})
        made_by = User.objects.filter(username="carl").first() or self.add("carl")
        return decide(made_by if second else self.anna, DecisionRequest(item.pk, item.version, "label", "2.1")).pk

    def account(self, endpoint: Endpoint, source: int) -> int:
        """The account that is to be linked with OTHER_ACCOUNT, or the link of both that is to end."""
        platform = Source.objects.get(pk=source).platform
        Source.objects.get_or_create(pk=OTHER_ACCOUNT, kind="account", platform=platform, name="另一账号")
        SourceLink.objects.all().delete()
        if endpoint.route.startswith("sources/"):
            return source
        carl = User.objects.filter(username="carl").first() or self.add("carl")
        links.link(carl, source, OTHER_ACCOUNT, "same_owner", "同一主体注册", via="console")
        return SourceLink.objects.get().pk


@pytest.fixture
def world(api_with) -> World:
    return World(api_with)


def told(response: Any) -> dict[str, Any]:
    """The whole answer but for what names the request itself."""
    return {name: value for name, value in response.json().items() if name not in ("instance", "request_id")}


@pytest.mark.parametrize("endpoint", ACTING, ids=str)
class TestEachAct:
    def test_a_key_bound_to_nobody_is_refused_and_told_how_to_bind_it(self, world, endpoint):
        for more in ({}, {"moderator": "anna"}, {"moderator": "nobody"}):
            refused = world.post(world.key(), endpoint, **more)
            assert (refused.status_code, refused.json()["code"]) == (403, "key_acts_for_nobody")
            assert "bind_api_key" in refused.json()["detail"]

    def test_a_key_bound_to_one_acts_as_that_one(self, world, endpoint):
        done = world.post(world.key("anna"), endpoint)
        assert done.status_code in (200, 201), done.content
        assert who_acted(endpoint) == "anna"

    def test_another_name_is_refused_alike_whether_somebody_has_it_or_not(self, world, endpoint):
        before = Decision.objects.count()
        answers = [world.post(world.key("anna"), endpoint, moderator=name) for name in ("bao", "nobody", "Anna")]
        assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "not_bound")}
        assert told(answers[0]) == told(answers[1]) == told(answers[2])
        assert Decision.objects.exclude(act="label").count() == before

    def test_a_key_bound_to_several_needs_a_name_and_acts_as_that_one(self, world, endpoint):
        key = world.key("anna", "bao")
        unnamed = world.post(key, endpoint)
        assert unnamed.status_code == 422
        assert [error["pointer"] for error in unnamed.json()["errors"]] == ["/moderator"]
        assert world.post(key, endpoint, moderator="anna").status_code in (200, 201)
        assert who_acted(endpoint) == "anna"

    def test_who_left_or_lost_the_role_acts_no_more(self, world, endpoint):
        key = world.key("anna")
        row = world.row(endpoint)
        world.anna.groups.clear()
        for leaves in (False, True):
            User.objects.filter(pk=world.anna.pk).update(is_active=not leaves)
            refused = key.post(endpoint.path(row), BODIES[endpoint.route])
            assert (refused.status_code, refused.json()["code"]) == (403, "moderator_cannot_act")

    def test_an_unbound_moderator_acts_no_more(self, world, endpoint):
        key = world.key("anna", "bao")
        api_keys.unbind(ApiKey.objects.get().prefix, ["anna"])
        refused = world.post(key, endpoint, moderator="anna")
        assert (refused.status_code, refused.json()["code"]) == (403, "not_bound")

    def test_every_entry_of_the_act_names_the_credential(self, world, endpoint):
        key = world.key("anna")
        row = world.row(endpoint)
        last = AuditEntry.objects.order_by("sequence").last()
        assert key.post(endpoint.path(row), BODIES[endpoint.route]).status_code < 300
        entries = AuditEntry.objects.filter(sequence__gt=last.sequence)
        assert [json.loads(entry.payload).get("via") for entry in entries] == [via()] * len(entries)


def via() -> str:
    return f"key:{ApiKey.objects.get().prefix}"


def who_acted(endpoint: Endpoint) -> str:
    """The name that the last act left, from the row that it wrote."""
    if endpoint.route.endswith(("claim/", "heartbeat/")):
        return QueueItem.objects.exclude(claimed_by=None).latest("pk").claimed_by.username
    if endpoint.route.startswith("second-looks/"):
        look = SecondLook.objects.latest("created_at")
        return look.reviewed_by.username if look.reviewed_by else "anna"  # shown, which leaves no row
    if endpoint.route.endswith("release/"):
        return "anna"  # the claim was hers: anybody else is a conflict
    if endpoint.route.endswith(("skip/", "notes/")):
        return Skip.objects.get().user.username if "skip" in endpoint.route else Note.objects.get().author.username
    return AuditEntry.objects.order_by("sequence").last().actor


def test_what_a_key_wrote_names_it(world):
    item = queued()
    key = world.key("anna")
    assert key.post("queue-items/claim/", {}).status_code == 200
    item.refresh_from_db()
    assert item.claimed_via == via()
    made = key.post(f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow"}).json()
    assert (made["decided_by"], made["via"]) == ("anna", via())
    assert Decision.objects.get().via == via()


def test_the_platform_does_not_see_the_credential(world, api_with):
    item = queued()
    made = world.key("anna").post(f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow"}).json()
    shown = api_with("articles:read").get(f"decisions/{made['id']}/").json()
    assert (shown["via"], shown["decided_by"]) == (None, None)


def test_a_claim_that_passed_to_somebody_else_is_a_conflict(world):
    key = world.key("anna")
    item = queued()
    key.post("queue-items/claim/", {})
    QueueItem.objects.filter(pk=item.pk).update(claimed_by=world.bao)
    for act, body in (("decide", {"version": 1, "act": "allow"}), ("release", {}), ("heartbeat", {})):
        assert key.post(f"queue-items/{item.pk}/{act}/", body).status_code == 409, act
    assert not Decision.objects.exists()
    item.refresh_from_db()
    assert item.claimed_by == world.bao


def test_a_stored_answer_is_not_given_to_a_key_that_acts_no_more(world):
    item = queued()
    key = world.key("anna")
    path, body = f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow"}
    assert key.post(path, body, **{"Idempotency-Key": "once"}).status_code == 201
    api_keys.unbind(ApiKey.objects.get().prefix, ["anna"])
    assert key.post(path, body, **{"Idempotency-Key": "once"}).json()["code"] == "key_acts_for_nobody"


def test_a_superuser_acts_through_a_key_that_the_server_bound(api_with):
    User.objects.create_superuser("root")
    item = queued()
    made = api_with(ACTING_SCOPE, acts_for=["root"]).post(
        f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow"}
    )
    assert made.json()["decided_by"] == "root"


def test_a_key_that_an_administrator_bound_acts_no_more_for_somebody_who_became_superuser(api_with, moderator):
    administrator = User.objects.create_superuser("root")
    api = api_with(ACTING_SCOPE, acts_for=())
    prefix = str(ApiKey.objects.get().prefix)
    api_keys.bind(prefix, ["moderator"], actor=administrator)
    item = queued()
    path, body = f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow"}
    User.objects.filter(pk=moderator.pk).update(is_superuser=True)
    assert api.post(path, body).json()["code"] == "key_acts_for_nobody"
    api_keys.bind(prefix, ["moderator"], actor="command")
    assert api.post(path, body).json()["decided_by"] == "moderator"


def test_one_function_alone_resolves_who_acts():
    """No other module of the API looks people up, asks a credential for them, or reads the member `moderator`."""
    found = set()
    for app in (articles, moderation):
        folder = Path(app.__file__).parent / "api"
        for path in folder.glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                asks = isinstance(node, ast.Attribute) and node.attr == "people"
                looks_up = isinstance(node, ast.Attribute) and ast.unparse(node) == "User.objects"
                reads = isinstance(node, ast.Constant) and node.value == "moderator"
                if asks or looks_up or reads:
                    found.add(path.name)
    assert found == {"moderators.py"}


def test_no_role_may_bind_keys(client):
    for role in ("moderator", "lead", "auditor", "integrator"):
        assert not person(role).has_perm("articles.bind_apikey"), role
