"""A queue of one group is closed to everybody else: in the console, in all lists, pages, searches of the admin.

The article of the world stands in such a queue; its headline is the canary.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Model
from django.urls import reverse

from articles.models import Article, ArticleVersion, Page, ReuseEdge
from moderation.console.urls import urlpatterns
from moderation.decisions import DecisionRequest, decide
from moderation.models import ActRule, Decision, Note, Queue, QueueItem
from moderation.queue.access import hidden_among, may_see
from tests.admin.world import store_world
from tests.makers import PARAGRAPHS, person, queued
from tests.module_rows import module_rows

pytestmark = pytest.mark.django_db
CANARY = "密室标题金丝雀"
VISIBLE = "公开标题"
# The models from which a path of foreign keys shows that a row holds words of an article.
ANCHORS = (Article, ArticleVersion, QueueItem, Decision, Page)


@module_rows
def rows() -> None:
    """The world with its article in a queue of the group `special`, beside an open article that copies it."""
    store_world()
    item = QueueItem.objects.order_by("pk")[0]
    for version in item.article.versions.all():
        ArticleVersion.objects.filter(pk=version.pk).update(headline=CANARY)
    other = queued(headline=VISIBLE)
    earlier, later = item.article, other.article
    ReuseEdge.objects.create(
        earlier=earlier, later=later, directed=True, containment=0.9, containment_earlier=0.9, credit="uncredited"
    )
    close(item)


def close(item: QueueItem) -> Queue:
    """Moves all items of the article, decided and open, to a queue of a group of its own."""
    queue = Queue.objects.create(code="special", name_zh="专案", name_en="Special", sla_minutes=60)
    queue.groups.add(Group.objects.create(name="special"))
    QueueItem.objects.filter(article=item.article).update(queue=queue)
    return queue


@pytest.fixture
def outsider(rows) -> User:
    user = User.objects.create_user("outsider", is_staff=True)
    user.groups.add(Group.objects.get(name="moderator"))
    return user


@pytest.fixture
def insider(rows) -> User:
    user = User.objects.create_user("insider", is_staff=True)
    user.groups.add(Group.objects.get(name="moderator"), Group.objects.get(name="special"))
    return user


def hidden_item(which: int = 0) -> QueueItem:
    """The decided item of the hidden article, or (1) the open one: an appeal waits there."""
    return QueueItem.objects.filter(queue__code="special").order_by("pk")[which]


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def paths(model: type[Model], depth: int = 3) -> list[str]:
    """The paths of foreign keys from a row to an article, such as `decision__article`."""
    found = []
    for field in model._meta.concrete_fields:
        if not field.is_relation or depth == 0:
            continue
        if field.related_model is Article:
            found.append(field.name)
        elif field.related_model in ANCHORS or depth == 3:
            found += [f"{field.name}__{rest}" for rest in paths(field.related_model, depth - 1)]
    return found


# `current` leads from an article to itself; decided articles of rules stand in the console.
OF_ARTICLES = {
    model: found
    for model in admin.site._registry
    if model._meta.app_label in ("articles", "moderation") and (model is Article or (found := paths(model)))
}


@pytest.mark.parametrize("model", OF_ARTICLES, ids=lambda model: model.__name__)
def test_every_admin_of_rows_about_articles_says_which(rows, model):
    model_admin: Any = admin.site._registry[model]
    assert model_admin.of_articles or hasattr(model_admin, "of_item"), "its rows would be shown to everybody"


def of_hidden(model: type[Model]) -> list[Model]:
    article = hidden_item().article
    if model is Article:
        return [article]
    lookups = [f"{path}" for path in paths(model)]
    found: dict[Any, Model] = {}
    for path in lookups:
        found |= {row.pk: row for row in model._default_manager.filter(**{path: article})}
    return list(found.values())


@pytest.mark.parametrize("model", OF_ARTICLES, ids=lambda model: model.__name__)
def test_the_admin_hides_rows_of_a_closed_queue(client, outsider, insider, model):
    right = f"{model._meta.app_label}.view_{model._meta.model_name}"
    if not outsider.has_perm(right):
        pytest.skip("closed to all moderators")
    found = of_hidden(model)
    client.force_login(outsider)
    for query in ({}, {"q": CANARY[:4]}, {"q": "金丝雀"}):
        listed = client.get(address(model, "changelist"), query)
        assert CANARY not in listed.content.decode()
        assert not {row.pk for row in found} & {row.pk for row in listed.context["cl"].result_list}
    for row in found:
        for page in ("change", "history"):
            assert client.get(address(model, page, row.pk)).status_code == 403
    client.force_login(insider)
    for row in found:
        assert client.get(address(model, "change", row.pk)).status_code == 200


def test_the_world_has_hidden_rows_of_what_matters(rows):
    held = {model.__name__ for model in OF_ARTICLES if of_hidden(model)}
    assert {"Article", "ArticleVersion", "QueueItem", "Decision", "Execution", "Appeal", "Note", "Report"} <= held
    assert {"Score", "Finding", "ReuseEdge", "Assessment"} <= held


def test_a_row_that_is_not_there_is_not_a_hidden_one(client, outsider):
    client.force_login(outsider)
    assert client.get(address(Article, "change", 10**9)).status_code == 302
    assert client.get(address(Article, "change", "x")).status_code == 302


def test_the_bytes_of_a_page_are_hidden_too(client, outsider, insider):
    page = hidden_item().article_version.page
    at = reverse("admin:articles_page_bytes", args=[page.pk])
    client.force_login(outsider)
    assert client.get(at).status_code == 403
    assert client.get(address(Page, "change", page.pk)).status_code == 403
    assert page.sha256[:12] not in client.get(address(Page, "changelist")).content.decode()
    client.force_login(insider)
    assert client.get(at).status_code == 200


def test_choices_of_other_pages_do_not_tell_it(client, outsider):
    client.force_login(outsider)
    asked = {"app_label": "moderation", "model_name": "note", "field_name": "article", "term": CANARY}
    assert CANARY not in client.get(reverse("admin:autocomplete"), asked).content.decode()


CONSOLE = [
    *("", "?q=金丝雀", "?queue=decided", "?queue=decided&q=金丝雀", "waiting/", "watch/", "dashboard/", "rules/"),
    *("mine/", "reports/", "models/", "{open}/", "{open}/provenance/", "{open}/provenance/?with={article}"),
]


@pytest.mark.parametrize("path", CONSOLE)
def test_no_page_of_the_console_tells_the_headline(client, outsider, path):
    ActRule.objects.create(act="remove", source=hidden_item().article.source, second_person=True)
    item = hidden_item()
    opened = QueueItem.objects.get(article_version__headline=VISIBLE)
    client.force_login(outsider)
    response = client.get("/admin/triage/" + path.format(open=opened.pk, article=item.article_id))
    assert response.status_code == 200
    assert CANARY not in response.content.decode()


ITEM_PAGES = [
    *("GET {id}/", "GET {id}/page/", "GET {id}/provenance/", "GET decisions/{decision}/bundle.json"),
    *("POST {id}/claim/", "POST {id}/decide/", "POST {id}/note/", "POST {id}/lead/", "POST {id}/resolve/"),
    "POST decisions/{decision}/second/",
]
FORMS = {"empty": {"version": "1"}, "whole": {"act": "allow", "version": "1", "answer": "x", "text": "x"}}


@pytest.mark.parametrize("page", ITEM_PAGES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("which", [0, 1], ids=["decided", "open"])
def test_every_page_of_a_hidden_item_is_closed(client, outsider, page, form, which):
    item, notes = hidden_item(which), Note.objects.count()
    method, _space, path = page.partition(" ")
    decision = Decision.objects.get(item__queue__code="special")
    at = "/admin/triage/" + path.format(id=item.pk, decision=decision.pk)
    client.force_login(outsider)
    response = client.get(at) if method == "GET" else client.post(at, FORMS[form])
    assert response.status_code == 403
    assert CANARY not in response.content.decode()
    assert Note.objects.count() == notes


ITEM_URLS = [str(pattern.pattern) for pattern in urlpatterns if re.search("(item|decision)_id", str(pattern.pattern))]


@pytest.mark.parametrize("shape", ITEM_URLS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_url_of_a_hidden_item_tells_its_headline(client, outsider, shape, method):
    """Also of those that are added later. `ahead` shows the next free item, never this one."""
    client.force_login(outsider)
    for which in (0, 1):
        item = hidden_item(which)
        path = re.sub(r"<int:item_id>", str(item.pk), shape)
        path = re.sub(r"<int:decision_id>", str(Decision.objects.get(item__queue__code="special").pk), path)
        response = getattr(client, method)(f"/admin/triage/{path}")
        assert response.status_code != 200 or shape.endswith("/ahead/")
        assert CANARY not in response.content.decode()


def test_an_export_holds_only_what_its_reader_may_see(client, outsider, insider):
    at = reverse("console:report-decisions")
    asked = {"from": "2026-01-01", "to": "2027-01-31", "kind": "cn", "form": "json"}
    seen = {}
    for user in (outsider, insider):
        client.force_login(user)
        seen[user] = b"".join(client.get(at, asked).streaming_content).decode()
    assert CANARY not in seen[outsider]
    assert CANARY in seen[insider]


def test_a_key_shows_what_the_people_behind_it_may_see(client, outsider, insider):
    from articles.access import api_keys

    item = hidden_item(1)
    for people, status in (([outsider], 404), ([insider], 200), ([outsider, insider], 200), ([], 200)):
        names = [person.username for person in people]
        _key, text = api_keys.make("console", ["queue:work"], moderators=names)
        signed = {"Authorization": f"Api-Key {text}"}
        assert client.get(f"/api/v1/queue-items/{item.pk}/", headers=signed).status_code == status
        listed = client.get("/api/v1/queue-items/", headers=signed).content.decode()
        assert (CANARY in listed) is (status == 200)


@pytest.mark.parametrize("role", ["lead", "auditor"])
def test_leads_and_auditors_see_all(client, rows, role):
    user = User.objects.create_user(f"a {role}", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    item = hidden_item()
    assert client.get(address(Article, "change", item.article_id)).status_code == 200
    assert client.get(address(QueueItem, "change", item.pk)).status_code == 200
    assert client.get(f"/admin/triage/{item.pk}/").status_code == 200


def test_an_article_is_visible_through_its_open_item(rows, outsider):
    """One open item there is at most; what was decided elsewhere before changes nothing."""
    first, decider = queued(), person_once("lead")
    decide(decider, DecisionRequest(first.pk, first.version, act="allow"))
    special = Queue.objects.get(code="special")
    QueueItem.objects.filter(pk=first.pk).update(queue=special)
    first.refresh_from_db()
    assert not may_see(outsider, first), "decided, in a closed queue"
    assert hidden_among(outsider, [first.article_id]) == {first.article_id}
    second = again(first)
    assert may_see(outsider, second)
    assert not may_see(outsider, first), "the old item stays closed, with its decision"
    assert not hidden_among(outsider, [first.article_id])
    QueueItem.objects.filter(pk=first.pk).update(queue=second.queue)
    QueueItem.objects.filter(pk=second.pk).update(queue=special)
    second.refresh_from_db()
    first.refresh_from_db()
    assert not may_see(outsider, second)
    assert not may_see(outsider, first), "its article is open in a closed queue"


def test_what_a_moderator_escalated_stays_visible_to_them(rows, outsider):
    item = queued()
    escalated = Queue.objects.get(code="escalated")
    QueueItem.objects.filter(pk=item.pk).update(queue=escalated)
    item.refresh_from_db()
    assert not may_see(outsider, item)
    QueueItem.objects.filter(pk=item.pk).update(queue=Queue.objects.get(code="general"))
    item.refresh_from_db()
    decide(outsider, DecisionRequest(item.pk, item.version, act="escalate", clause="2.3"))
    item.refresh_from_db()
    assert item.queue == escalated
    assert may_see(outsider, item)


def person_once(role: str) -> User:
    return User.objects.filter(username=role).first() or person(role)


def again(item: QueueItem) -> QueueItem:
    """Queues the article of a decided item anew, in the queue of its topic."""
    from moderation.queue.entry import enter
    from tests.makers import reason

    with transaction.atomic():
        return enter(item.article_version, [reason()])


def test_an_article_that_was_never_queued_is_evidence(rows, outsider):
    from tests.makers import stored

    version = stored(body=[*PARAGRAPHS, "没有进入过队列。"])
    assert not hidden_among(outsider, [version.article_id])
