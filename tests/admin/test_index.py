"""The stock admin for those who still need it: its index by task, roles and permissions in words."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from django.utils import translation

from moderation.admin.role_words import permission_name, role_name
from workbench.administration.tasks import TASKS, by_task

pytestmark = pytest.mark.django_db
LATIN = re.compile(r"[A-Za-z]{4,}")
# Names that have no Chinese: of things that are called so in China, too.
NAMES = {"Webhook"}


def names() -> list[str]:
    return [label for _code, _name, labels in TASKS for label in labels]


def test_every_model_of_the_admin_stands_in_one_group_by_task():
    registered = {model._meta.label for model in admin.site._registry if not model._meta.app_label.startswith("axes")}
    assert sorted(names()) == sorted(set(names()))
    assert set(names()) == registered


def test_a_superuser_reads_the_index_by_task_in_chinese(client, admin_user):
    client.force_login(admin_user)
    client.cookies["django_language"] = "zh-hans"
    page = client.get(reverse("admin:index"))
    shown = [str(app["name"]) for app in page.context["app_list"]]
    assert shown[:7] == ["人员与权限", "队列与规则", "审核工作", "文章与证据", "来源与平台", "接入", "报告与审计"]
    assert not [name for name in shown if set(LATIN.findall(name)) - NAMES]


def test_a_lead_finds_only_groups_with_something_in_them(client, lead):
    client.force_login(lead)
    groups = client.get(reverse("admin:index")).context["app_list"]
    assert all(group["models"] for group in groups)
    assert "people" in {group["app_label"] for group in groups}
    assert "auth.User" not in {model["model"]._meta.label for group in groups for model in group["models"]}


def test_a_model_without_a_task_stays_with_its_app():
    class Model:
        class _meta:  # noqa: N801 - Django's name
            label = "axes.AccessLog"

    app = {"name": "登录保护", "app_label": "axes", "app_url": "/admin/axes/", "models": [{"model": Model}]}
    assert by_task([app], "/admin/") == [app]


def test_a_page_of_one_app_lists_that_app(client, admin_user):
    client.force_login(admin_user)
    page = client.get(reverse("admin:app_list", args=["moderation"]))
    assert [app["app_label"] for app in page.context["app_list"]] == ["moderation"]


def test_the_roles_of_the_product_are_named_in_words_and_other_groups_by_their_name(db):
    with translation.override("zh-hans"):
        shown = [role_name(Group(name=name)) for name in ("moderator", "lead", "auditor", "integrator", "head", "夜班")]
    assert shown == ["审核员", "负责人", "审计员", "接入工程师", "安全主管", "夜班"]


@pytest.mark.parametrize("page", ["admin:auth_group_changelist", "admin:auth_user_changelist", "admin:auth_user_add"])
def test_no_page_of_people_names_a_role_by_its_code(client, admin_user, moderator, page):
    client.force_login(admin_user)
    client.cookies["django_language"] = "zh-hans"
    markup = client.get(reverse(page)).content.decode()
    words = re.sub(r"<script.*?</script>|<[^>]+>", " ", markup, flags=re.S)
    if page != "admin:auth_user_add":
        assert "审核员" in words
    assert not re.search(r"\b(lead|auditor|integrator)\b", words)


def test_a_superuser_chooses_the_roles_of_a_user_by_their_words(client, admin_user, moderator):
    client.force_login(admin_user)
    client.cookies["django_language"] = "zh-hans"
    page = client.get(reverse("admin:auth_user_change", args=[moderator.pk])).content.decode()
    options = page.partition('name="groups"')[2].partition("</select>")[0]
    assert re.findall(r">\s*([^<>]+?)\s*</option>", options) == ["审计员", "安全主管", "接入工程师", "负责人", "审核员"]
    user = User.objects.get(pk=moderator.pk)
    assert [group.name for group in user.groups.all()] == ["moderator"]


def test_every_permission_of_the_product_reads_in_chinese():
    labels = ("articles", "moderation")
    with translation.override("zh-hans"):
        shown = [
            permission_name(each)
            for each in Permission.objects.select_related("content_type").filter(content_type__app_label__in=labels)
        ]
    assert len(shown) > 200
    foreign = [name for name in shown if not re.search(r"[\u4e00-\u9fff]", name) or name.startswith("Can ")]
    assert foreign == []


def test_users_are_narrowed_by_role(client, admin_user, moderator, lead):
    client.force_login(admin_user)
    role = Group.objects.get(name="lead").pk
    page = client.get(reverse("admin:auth_user_changelist"), {"role": role})
    assert [user.username for user in page.context["cl"].queryset] == ["lead"]
