"""Every model in the stock admin: its list and its row's page open, by role, and stay cheap."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles.intake.imports import importing
from articles.intake.imports.lines import chunks
from articles.models import (
    ApiKey,
    Article,
    Assessment,
    Page,
    Platform,
    ProvenanceChange,
    ReuseEdge,
    Source,
    SourceGroup,
    TemplateAlarm,
)
from articles.provenance.registry.source_list import read_source_list
from articles.provenance.stored.source_lists import import_edition
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.models import (
    ActRule,
    Appeal,
    AuditEntry,
    BulkRun,
    Decision,
    Event,
    Execution,
    ExposureLimit,
    Note,
    QueueItem,
    Report,
    ReportMail,
    ReportRevision,
    ReportSubscriber,
    SecondLook,
    Skip,
    WebhookDelivery,
    WeeklyReport,
)  # fmt: skip
from moderation.quality.second_looks import answer
from moderation.reader_reports.reporting import report
from moderation.webhooks import endpoints
from tests.makers import person, queued
from tests.moderation.console.pages import item_with_evidence
from tests.module_rows import module_rows
from tests.provenance.stored.world import published, settle

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
    moderator = person("moderator")
    endpoints.make(
        "key:k",
        platform=None,
        url="https://platform.example/",
        event_types=["decision.made"],
        owner_email="a@b.example",
    )
    item = item_with_evidence()
    decide(moderator, DecisionRequest(item.pk, item.version, act="label", clause="2.3", note="备注"))
    decision = Decision.objects.get()
    appeals.file(decision.pk, text="属实", appellant="作者", key="k")
    SecondLook.objects.create(decision=decision)
    answer(User.objects.create_superuser("another"), decision.pk, act="allow", clause="")
    Note(article=item.article, author=moderator, text="看过").save()
    report(item.article, category="headline", readers=1, text="", key="k")
    Skip(item=item, user=moderator, held_seconds=3).save()
    ActRule.objects.create(act="remove", grace_seconds=5)
    ExposureLimit.objects.create(per_day=100)
    BulkRun.objects.create(user=moderator, act="allow", note="x")
    ApiKey.objects.create_key(name="key", scopes=["articles:read"])
    later = published("湖城快讯", "18T15:00")
    published("临江早报", "18T09:00")
    settle()
    listed = "outlet\n临江早报\n".encode()
    told = {"title": "名单", "issuer": "网信办", "evidence": "公告"}
    import_edition(read_source_list(listed), listed, code="2015", valid_from=date(2015, 5, 5), **told)
    group = SourceGroup.objects.create(kind="matrix", key="0", inside=0.7, seen_at=timezone.now())
    group.members.add(*Source.objects.all()[:2])
    ids = list(group.members.values_list("pk", flat=True))
    group.evidence = [{"from": ids[0], "to": ids[1], "reused": 3, "cited": 1, "articles": [later.article_id]}]
    group.save()
    netease = Platform.objects.get(code="netease")
    TemplateAlarm.objects.create(platform=netease, template="t", field="source", usual=0.9, recent=0.1, articles=50)
    importing.start(chunks([b"{}\n"]), platform=netease, api_key="x" * 8)
    week = WeeklyReport(week="2026-W03", monday=date(2026, 1, 12))
    week.save()
    revision = ReportRevision(report=week, number=1, document="{}", sha256="0" * 64)
    revision.save()
    subscriber = ReportSubscriber.objects.create(email="trust@example.org")
    ReportMail.objects.create(revision=revision, subscriber=subscriber)


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
