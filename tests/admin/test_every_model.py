"""Every model in the stock admin: its list and its row's page open, by role, and stay cheap."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.models import Article, Assessment, Page, ProvenanceChange, ReuseEdge, SourceGroup
from moderation.models import (
    Appeal,
    AuditEntry,
    BulkRun,
    Decision,
    Event,
    Execution,
    Note,
    QueueItem,
    Report,
    SecondLook,
    Skip,
    WebhookDelivery,
)
from tests.admin.world import store_world
from tests.makers import queued
from tests.module_rows import module_rows

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label in ("articles", "moderation")]
READ_ONLY = {
    Appeal, BulkRun, Execution, Note, Report, SecondLook, Skip,
    Article, Page, QueueItem, Decision, AuditEntry, Event, Assessment, ReuseEdge, ProvenanceChange, SourceGroup,
    WebhookDelivery,
}  # fmt: skip


def name(model: type, page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


@module_rows
def rows() -> None:
    """At least one row of every model."""
    store_world()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_and_page_opens(client, rows, admin_user, model, language):
    client.force_login(admin_user)
    client.cookies["django_language"] = language
    assert client.get(reverse(name(model, "changelist"))).status_code == 200
    row = model.objects.first()
    assert row is not None, f"no {model.__name__} to look at"
    assert client.get(reverse(name(model, "change"), args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", sorted(READ_ONLY, key=lambda model: model.__name__), ids=lambda model: model.__name__)
def test_evidence_cannot_be_changed_even_by_a_superuser(client, rows, admin_user, model):
    client.force_login(admin_user)
    row = model.objects.first()
    assert client.get(reverse(name(model, "add"))).status_code == 403
    assert client.post(reverse(name(model, "delete"), args=[row.pk]), {"post": "yes"}).status_code == 403
    assert client.post(reverse(name(model, "change"), args=[row.pk]), {}).status_code == 403


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("role", ["moderator", "lead", "auditor", "integrator"])
def test_roles_see_what_their_permissions_say(client, rows, role, model):
    user, _ = User.objects.get_or_create(username=role, defaults={"is_staff": True})
    user.groups.set([Group.objects.get(name=role)])
    client.force_login(user)
    label, lower = model._meta.app_label, model._meta.model_name
    may_see = user.has_perm(f"{label}.view_{lower}") or user.has_perm(f"{label}.change_{lower}")
    status = client.get(reverse(name(model, "changelist"))).status_code
    assert status == (200 if may_see else 403)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_longer_list_takes_no_more_queries(client, rows, admin_user, model, django_assert_max_num_queries):
    for _ in range(6):
        queued()
    client.force_login(admin_user)
    with django_assert_max_num_queries(14):
        client.get(reverse(name(model, "changelist")))
