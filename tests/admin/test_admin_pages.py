"""The stock admin: what single pages show and do, and for whom."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.models import ApiKey, Article, Assessment, Page
from tests.makers import queued, stored

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label in ("articles", "moderation")]


def test_every_one_of_our_big_lists_is_capped():
    from articles.admin.base import CappedPaginator

    for model in OURS:
        model_admin = admin.site._registry[model]
        if model is not ApiKey:
            assert model_admin.paginator is CappedPaginator
            assert model_admin.show_full_result_count is False


def test_the_capped_paginator_stops_counting(monkeypatch):
    from articles.admin import base

    monkeypatch.setattr(base, "LIST_CAP", 2)
    for _ in range(3):
        stored()
    assert base.CappedPaginator(Article.objects.all(), 50).count == 2


def test_a_page_is_downloaded_and_never_shown(client, auditor):
    from articles.intake import Submission, store

    bytes_in = "<html><script>alert(1)</script><p>只有一行</p></html>".encode()
    store(Submission(content=bytes_in, content_type="text/html"))
    page = Page.objects.get()
    assert page.unreadable_code
    client.force_login(auditor)
    response = client.get(reverse("admin:articles_page_bytes", args=[page.pk]))
    assert response.content == bytes_in
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == f'attachment; filename="{page.sha256}.bin"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(reverse("admin:articles_page_bytes", args=[page.pk + 1])).status_code == 404
    unreadable = client.get(reverse("admin:articles_page_changelist") + "?readable=no").content.decode()
    assert page.sha256[:12] in unreadable
    assert (
        page.sha256[:12] not in client.get(reverse("admin:articles_page_changelist") + "?readable=yes").content.decode()
    )


def test_bytes_need_the_right_to_see_pages(client):
    stored()
    user = User.objects.create_user("nobody", is_staff=True)
    client.force_login(user)
    assert client.get(reverse("admin:articles_page_bytes", args=[Page.objects.get().pk])).status_code == 403


def test_given_up_work_is_due_again_and_nothing_else(client, admin_user):
    dead, due = (Assessment.objects.get(version=stored()) for _ in range(2))
    Assessment.objects.filter(pk=dead.pk).update(
        due_at=None, dead_at=timezone.now(), attempts=5, last_error="ValueError"
    )
    Assessment.objects.filter(pk=due.pk).update(attempts=3)
    client.force_login(admin_user)
    chosen = {"action": "retry", "_selected_action": [dead.pk, due.pk]}
    response = client.post(reverse("admin:articles_assessment_changelist"), chosen, follow=True)
    assert "1 条评估重新到期" in response.content.decode()
    dead.refresh_from_db()
    due.refresh_from_db()
    assert (dead.dead_at, dead.attempts) == (None, 0)
    assert dead.due_at is not None
    assert due.attempts == 3


def test_auditor_cannot_retry_dead_letters(client, auditor):
    dead = Assessment.objects.get(version=stored())
    Assessment.objects.filter(pk=dead.pk).update(due_at=None, dead_at=timezone.now())
    client.force_login(auditor)
    client.post(reverse("admin:articles_assessment_changelist"), {"action": "retry", "_selected_action": [dead.pk]})
    dead.refresh_from_db()
    assert dead.dead_at is not None


@pytest.mark.parametrize(
    ("language", "name", "meaning"),
    [
        ("zh-hans", "提交文章", "提交、更正、撤回文章"),
        ("en", "Submit articles", "submit, correct"),
    ],
)
def test_whoever_makes_a_key_reads_what_each_scope_opens(client, admin_user, language, name, meaning):
    client.force_login(admin_user)
    page = client.get(reverse("admin:articles_apikey_add"), headers={"accept-language": language}).content.decode()
    assert f"{name} <code>articles:write</code> – {meaning}" in page


def test_an_api_key_is_made_with_ticked_scopes_and_shown_once(client, admin_user):
    client.force_login(admin_user)
    url = reverse("admin:articles_apikey_add")
    response = client.post(url, {"name": "cms", "scopes": ["articles:write", "queue:work"]}, follow=True)
    key = ApiKey.objects.get(name="cms")
    assert key.scopes == ["articles:write", "queue:work"]
    assert f"{key.prefix}." in response.content.decode()
    refused = client.post(url, {"name": "bad", "scopes": ["everything"]})
    assert refused.status_code == 200
    assert not ApiKey.objects.filter(name="bad").exists()


def test_the_index_leads_to_the_console_and_the_article_to_its_item(client, admin_user):
    item = queued()
    client.force_login(admin_user)
    assert 'href="/admin/triage/"' in client.get("/admin/").content.decode()
    articles = client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert f'href="/admin/triage/{item.pk}/"' in articles


def test_the_language_switch_switches(client, admin_user):
    client.force_login(admin_user)
    assert "稿源工作台" in client.get("/admin/").content.decode()
    client.post("/language/setlang/", {"language": "en", "next": "/admin/"})
    assert "Provenance workbench" in client.get("/admin/").content.decode()
