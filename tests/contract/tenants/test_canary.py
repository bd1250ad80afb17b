"""A key of one platform never learns another's words: every endpoint, filter, form and message is asked for a mark."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import transaction
from django.test import Client

from articles.models import ApiKey, Article, Platform
from moderation.decisions import DecisionRequest, decide
from moderation.exports.decisions import KINDS, decisions_between, export
from moderation.exports.evidence_bundle import bundle_of
from moderation.models import Decision, WebhookDelivery, WebhookEndpoint
from moderation.queue.entry import enter
from moderation.webhooks.notices import tell_owners
from moderation.webhooks.protocol.payloads import payload
from tests.contract.endpoints import endpoints
from tests.contract.tenants import owned_rows, questions, world
from tests.contract.tenants.marks import MARK, traces
from tests.contract.tenants.questions import every_operation
from tests.contract.tenants.world import FOREIGN, OWN
from tests.makers import reason
from tests.module_rows import module_rows

pytestmark = pytest.mark.django_db
tenants = module_rows(world.tenants)
GETS = [each for each in every_operation() if each.method == "get"]
ACTS = [each for each in every_operation() if each.method != "get"]
NOTHING = "zzznothing"


class Asker:
    """Asks as the key of one platform, and keeps each answer that holds the other platform's mark."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"Authorization": f"Api-Key {key}"}, raise_request_exception=False)
        self.leaks: list[str] = []
        self.statuses: set[int] = set()

    def get(self, path: str, *, accept: str = "*/*", **params: Any) -> bytes:
        answer = self.client.get(path, params, headers={"Accept": accept})
        return self._checked(answer, f"GET {path} {params} {accept}", " ".join(map(str, params.values())))

    def act(self, method: str, path: str, given: Any, **headers: str) -> bytes:
        """An act; what it does is taken back."""
        lines = isinstance(given, str)
        data = given if lines else json.dumps(given)
        kind = "application/x-ndjson" if lines else "application/json"
        with transaction.atomic():
            answer = self.client.generic(method.upper(), path, data, content_type=kind, headers=headers)
            checked = self._checked(answer, f"{method} {path} {data}", "")
            again = self.client.generic(method.upper(), path, data, content_type=kind, headers=headers)
            self._checked(again, f"{method} {path} {data} again", "")
            transaction.set_rollback(True)
        return checked

    def _checked(self, answer: Any, asked: str, known: str) -> bytes:
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.statuses.add(answer.status_code)
        told = json.dumps(dict(answer.items())).encode()
        for place in (*traces(content, known=known), *traces(told, known=known)):
            self.leaks.append(f"{asked} → {answer.status_code}: …{place}…")
        return bytes(content)


@pytest.fixture
def bound(tenants: None, api_key: Callable[..., str], settings: Any) -> Asker:
    settings.UNDO_SECONDS = 86_400  # the rows are made once, and a busy machine takes minutes until a test uses them
    return Asker(api_key(platform=Platform.objects.get(code=OWN), acts_for=["lead"]))


@pytest.fixture
def unbound(tenants: None, api_key: Callable[..., str]) -> Asker:
    return Asker(api_key())


def test_every_text_of_the_other_platform_holds_the_mark(tenants):
    assert owned_rows.unknown_models() == set(), "whose words are these? tell tests/contract/tenants/owned_rows.py"
    assert world.NOT_STORED == [], "store such a row in tests/contract/tenants/world.py"
    # An attempt has an error's code or a status, never both; these have a status.
    assert {"DeliveryAttempt": {"error"}} == world.WITHOUT_A_MARK


def test_a_key_of_all_platforms_finds_the_mark_where_a_bound_one_must_not(unbound):
    """The canary sings: the same questions with a key of all platforms find the mark in findings, copies, lineage."""
    copied = Article.objects.get(url="https://www.163.com/dy/article/1.html")
    unbound.get(f"/api/v1/articles/{copied.pk}/")
    assert unbound.leaks
    record = json.loads(unbound.get(f"/api/v1/articles/{copied.pk}/provenance/"))
    for part in ("findings", "reuse", "lineage", "groups", "references"):
        assert MARK in json.dumps(record[part]), part


@pytest.mark.parametrize("operation", GETS, ids=lambda each: each.name)
def test_no_answer_tells_another_platforms_words(operation, bound):
    accepted = questions.forms(operation) or ["*/*"]
    for row in questions.rows(operation, OWN, FOREIGN):
        for accept in accepted:
            bound.get(operation.at(row), accept=accept)
    some = questions.rows(operation, OWN)[:1]
    for row in some:
        for name, value in questions.filters(operation):
            for accept in accepted:
                bound.get(operation.at(row), accept=accept, **{name: value})
    assert bound.leaks == []
    assert bound.statuses & {200, 403}, f"{operation.name} answers nothing: {bound.statuses}"


@pytest.mark.parametrize("operation", [each for each in GETS if not each.names_a_row], ids=lambda each: each.name)
def test_no_filter_says_whether_another_platform_has_a_word(operation, bound):
    """An answer to a word of the other platform is that to a word that nobody has."""
    for parameter in operation.item.get("parameters", ()):
        name, schema = parameter["name"], parameter["schema"]
        if parameter["in"] != "query" or name == "cursor" or schema.get("type") != "string" or "enum" in schema:
            continue
        own = set(questions.stored_values(name, OWN))
        nothing = _answer(bound, operation, name, NOTHING)
        for value in questions.stored_values(name, FOREIGN):
            if value not in own:
                assert _answer(bound, operation, name, value) == nothing, (name, value)


def _answer(bound: Asker, operation: Any, name: str, value: str) -> str:
    document = json.loads(bound.get(operation.at(""), **{name: value}))
    told = {key: each for key, each in document.items() if key not in ("request_id", "instance")}
    return json.dumps(told, ensure_ascii=False).replace(value, "")


@pytest.mark.parametrize("operation", ACTS, ids=lambda each: each.name)
def test_no_act_is_answered_with_another_platforms_words(operation, bound):
    for row in questions.rows(operation, OWN, FOREIGN):
        given = questions.body(operation, row)
        bound.act(operation.method, operation.at(row), given, **{"Idempotency-Key": f"canary-{row}"})
        bound.act(operation.method, operation.at(row), {})
    assert bound.leaks == []
    assert any(200 <= status < 300 for status in bound.statuses), f"{operation.name} never works: {bound.statuses}"


def test_a_kept_answer_stays_with_the_platform_that_the_key_had(tenants, api_key):
    """A key that is bound anew repeats a request of before; the answer kept is not its to read."""
    key = api_key(platform=Platform.objects.get(code=FOREIGN))
    foreign = Article.objects.filter(platform__code=FOREIGN).first()
    given = f"/api/v1/sources/{foreign.source_id}/replies/", {"text": MARK, "author": MARK}
    asker = Asker(key)
    body = json.dumps(given[1])
    said = [asker.client.post(given[0], body, "application/json", headers={"Idempotency-Key": "1"}) for _ in range(2)]
    assert [answer.status_code for answer in said] == [201, 201]
    assert said[1]["Idempotent-Replayed"] == "true"
    ApiKey.objects.filter(prefix=key.partition(".")[0]).update(platform=Platform.objects.get(code=OWN))
    again = asker.client.post(given[0], body, "application/json", headers={"Idempotency-Key": "1"})
    assert (again.status_code, again.json()["code"]) == (422, "idempotency_key_reused")
    assert traces(again.content) == []


def test_the_schema_has_every_endpoint_of_the_url_conf(tenants):
    """So that an endpoint which hides from the schema does not hide from the canary."""
    asked = {(each.method.upper(), questions.without_names(each.path)) for each in every_operation()}
    served = {(each.method, questions.without_names(f"/api/v1/{each.route}")) for each in endpoints()}
    assert served - asked == set()


def test_pages_outside_the_api_tell_no_words(bound):
    """Every other page but the admin, which is for the installation's own people."""
    paths = questions.other_pages()
    assert {"/livez", "/metrics", "/api/v1/schema/"} <= set(paths)
    for path in paths:
        bound.get(path)
    assert bound.leaks == []


def test_no_message_or_mail_to_a_platforms_endpoint_holds_another_ones_words(tenants):
    endpoint = WebhookEndpoint.objects.get(platform__code=OWN)
    deliveries = WebhookDelivery.objects.filter(endpoint=endpoint).select_related("event__article__platform")
    assert len(deliveries) > 10
    for delivery in deliveries:
        event = delivery.event
        told = json.dumps(payload(event.pk, event.type, event.created_at, event.data)).encode()
        assert traces(told) == [], event.type
        assert event.article is None or event.article.platform.code == OWN
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(tell_owner=True)
    tell_owners()
    assert [traces(f"{each.subject} {each.body}".encode()) for each in mail.outbox] == [[]]


def test_no_export_or_evidence_file_of_a_platforms_decisions_holds_another_ones_words(tenants):
    decisions = Decision.objects.filter(article__platform__code=OWN).order_by("created_at")
    rows = decisions_between(decisions[0].created_at, decisions.reverse()[0].created_at).filter(
        article__platform__code=OWN
    )
    assert rows
    for kind in KINDS:
        for form in ("csv", "json"):
            assert traces("".join(export(kind, form, rows)).encode()) == [], (kind, form)
    for decision in decisions:
        assert traces(json.dumps(bundle_of(decision)).encode()) == []


def test_an_evidence_file_of_shared_bytes_gives_the_articles_own_address(tenants):
    """The page's bytes came first from the other platform, under an address of theirs."""
    shared = Article.objects.get(url="https://www.163.com/dy/article/9.html")
    assert MARK in shared.current.page.url
    with transaction.atomic():
        item = enter(shared.current, [reason()])
    decision = decide(User.objects.get(username="lead"), DecisionRequest(item.pk, item.version, act="allow"))
    bundle = bundle_of(decision)
    assert bundle["page"]["url"] == shared.url
    assert traces(json.dumps(bundle).encode()) == []
