"""Whatever the admin changes stands in the audit chain: for every model that anybody may add, change or delete there.

The models come from the admin's registry: one that is new fails here until its form can be filled, and then passes only
when each change of it writes an entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import ApiKey, ListEdition, ListEntry, Platform, PrecisionGate, Source
from moderation.models import (
    ActRule,
    AuditEntry,
    ExposureLimit,
    OutsideConsole,
    Queue,
    ReportSubscriber,
    Skip,
    WebhookEndpoint,
)
from moderation.people import consoles
from tests.admin.world import store_world
from tests.module_rows import module_rows

pytestmark = pytest.mark.django_db
RIGHTS = ("add", "change", "delete")


def _editable() -> Iterator[tuple[type[Model], str]]:
    request = RequestFactory().get("/admin/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    for model, model_admin in admin.site._registry.items():
        for right in RIGHTS:
            allowed = getattr(model_admin, f"has_{right}_permission")
            if allowed(request) if right == "add" else allowed(request, None):
                yield model, right


EDITABLE = list(_editable())


def _source() -> Source:
    return Source.objects.filter(kind="outlet").first() or Source.objects.all()[0]


# What a person types into the form of a new row.
NEW: dict[type[Model], Any] = {
    User: lambda: {"username": "novice", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
    Group: lambda: {"name": "night shift", "permissions": [Permission.objects.get(codename="add_note").pk]},
    ApiKey: lambda: {"name": "new key", "scopes": ["articles:read"]},
    TOTPDevice: lambda: {
        "user": User.objects.get(username="moderator").pk,
        "name": "phone",
        "confirmed": "on",
        "key": "ab" * 20,
        "step": 30,
        "t0": 0,
        "digits": 6,
        "tolerance": 1,
        "drift": 0,
        "last_t": -1,
        "throttling_failure_count": 0,
    },
    Platform: lambda: {"code": "riverside", "name_zh": "河畔号", "name_en": "Riverside"},
    ListEdition: lambda: {
        "code": "2030",
        "title": "名单",
        "issuer": "网信办",
        "evidence": "公告",
        "valid_from": "2030-01-01",
        "close_previous": "on",
        "_confirm": "1",
        "file": SimpleUploadedFile("list.csv", "outlet\n山城晚报\n".encode()),
    },
    ListEntry: lambda: {
        "edition": ListEdition.objects.all()[0].pk,
        "source": ListEntry.objects.all()[0].source_id,
        "standing": "frozen",
        "since": "2016-01-01",
        "reason": "通报",
        "evidence": "公告",
    },
    ActRule: lambda: {"act": "limit", "grace_seconds": 0},
    PrecisionGate: lambda: _alone(PrecisionGate, {"quiet_below": "0.5", "low_below": "0.8", "medium_below": "0.9"}),
    ExposureLimit: lambda: {"user": User.objects.get(username="moderator").pk, "per_day": 30},
    Queue: lambda: {"code": "night", "name_zh": "夜班", "name_en": "Night", "sla_minutes": 60},
    ReportSubscriber: lambda: {"email": "new@example.org", "language": "zh", "active": "on"},
    OutsideConsole: lambda: {"name": "new console", "redirect_uris": "https://console.example/back"},
    WebhookEndpoint: lambda: {
        "url": "https://new.example/",
        "event_types": ["decision.made"],
        "owner_email": "o@example.org",
        "description": "new",
    },
}


def _alone(model: type[Model], sent: dict[str, Any]) -> dict[str, Any]:
    """The form of a model that has one row at most."""
    model._default_manager.all().delete()
    return sent


PASSWORD = "a-password-that-nobody-guesses"


@module_rows
def rows() -> None:
    """A row of every model, and one that nothing else points at, to be deleted."""
    store_world()
    # The form has whole seconds.
    someone = User.objects.create_user("somebody", password=PASSWORD, date_joined=timezone.now().replace(microsecond=0))
    ExposureLimit.objects.create(user=someone, per_day=7)
    moderator = User.objects.get(username="moderator")
    TOTPDevice.objects.create(user=moderator, name="old phone", key="cd" * 20)
    consoles.register("console", ["https://console.example/"], is_public=True, actor="test")
    AccessAttempt.objects.create(username="x", ip_address="192.0.2.1", failures_since_start=3)
    AccessLog.objects.create(username="x", ip_address="192.0.2.1")
    AccessFailureLog.objects.create(username="x", ip_address="192.0.2.1")


@pytest.fixture
def boss(client) -> User:
    user = User.objects.create_superuser("boss", password=PASSWORD)
    client.force_login(user)
    return user


def entries_of(act: Any) -> list[AuditEntry]:
    """The entries that the act adds to the chain."""
    last = AuditEntry.objects.count()
    act()
    return list(AuditEntry.objects.filter(sequence__gt=last).order_by("sequence"))


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def filled(response: Any) -> dict[str, Any]:
    """What a browser would send back for the form on this page, inline forms included."""
    form = response.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields if not isinstance(form.fields[name], forms.FileField)}
    for name in [name for name in sent if isinstance(form.fields[name], forms.SplitDateTimeField)]:
        at = timezone.localtime(value) if (value := sent.pop(name)) else None
        sent |= {f"{name}_0": at and f"{at:%Y-%m-%d}", f"{name}_1": at and f"{at:%H:%M:%S}"}
    for inline in response.context["inline_admin_formsets"]:
        for part in (inline.formset.management_form, *inline.formset.forms):
            sent |= {part.add_prefix(name): part[name].value() for name in part.fields}
    return {name: _typed(value) for name, value in sent.items() if value is not None and value is not False}


def _typed(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [getattr(each, "pk", each) for each in value]
    return getattr(value, "pk", value)


def altered(response: Any, sent: dict[str, Any]) -> dict[str, Any]:
    """The same with one field changed that its form lets change."""
    form = response.context["adminform"].form
    for name, field in form.fields.items():
        if isinstance(field, forms.EmailField):
            return {**sent, name: "changed@example.org"}
        if isinstance(field, forms.FloatField):
            return {**sent, name: float(sent[name]) / 2}
        if isinstance(field, forms.IntegerField):
            return {**sent, name: (int(sent.get(name) or 0)) + 1}
        if type(field) in (forms.CharField,) and not field.disabled and name != "key":
            return {**sent, name: "https://changed.example/" if name == "url" else "changed"}
        if isinstance(field, forms.BooleanField):
            return (
                {key: value for key, value in sent.items() if key != name} if sent.get(name) else {**sent, name: "on"}
            )
        if name == "username":
            return {**sent, name: "renamed"}
    # Only the rows beside it can be edited.
    prefix = response.context["inline_admin_formsets"][0].formset.prefix
    number = int(sent[f"{prefix}-TOTAL_FORMS"])
    return {**sent, f"{prefix}-TOTAL_FORMS": number + 1, f"{prefix}-{number}-name": "别名"}


def victim(model: type[Model]) -> Model:
    """The row to change or delete: the youngest, which no other row holds."""
    if model is User:
        return User.objects.get(username="somebody")
    if model is Group:
        return Group.objects.create(name="to go")
    if model is Platform:
        return Platform.objects.create(code="riverside", name_zh="河畔号", name_en="Riverside")
    if model is ReportSubscriber:
        return ReportSubscriber.objects.create(email="old@example.org")
    return model._default_manager.order_by("-pk")[0]


def assert_recorded(entries: list[AuditEntry], boss: User, *sides: str) -> dict[str, Any]:
    """The last entry is the boss's, has these sides, and no secret is in any."""
    assert entries, "nothing was written to the audit chain"
    for entry in entries:
        assert entry.actor == boss.username
        for secret in ("pbkdf2", "argon2", "sha512", "ab" * 20, "cd" * 20, PASSWORD):
            assert secret not in entry.payload
    payload: dict[str, Any] = json.loads(entries[-1].payload)
    if entries[-1].action.startswith(("api_key.", "outside_console.")):
        # Their entries say before and after per field.
        kept = {name: value for name, value in payload.items() if isinstance(value, dict)}
        payload |= {side: {name: value[side] for name, value in kept.items()} for side in sides}
    assert set(sides) <= payload.keys()
    return payload


@pytest.mark.parametrize("model", [model for model, right in EDITABLE if right == "add"], ids=lambda m: m.__name__)
def test_every_new_row_of_the_admin_is_recorded(client, rows, boss, model):
    if model in (AccessAttempt, AccessFailureLog, AccessLog):
        pytest.skip("the library has no form for new rows")
    sent = NEW[model]()
    before = set(model._default_manager.values_list("pk", flat=True))
    given = lambda: client.post(address(model, "add"), sent)  # noqa: E731
    entries = entries_of(given)
    assert set(model._default_manager.values_list("pk", flat=True)) != before, "the form was refused"
    assert_recorded(entries, boss)
    assert entries[-1].action.endswith((".made", ".imported", ".registered"))


@pytest.mark.parametrize("model", [model for model, right in EDITABLE if right == "change"], ids=lambda m: m.__name__)
def test_every_changed_row_of_the_admin_is_recorded_with_before_and_after(client, rows, boss, model):
    row = victim(model)
    page = client.get(address(model, "change", row.pk))
    if not (page.context["adminform"].form.fields or page.context["inline_admin_formsets"]):
        pytest.skip("its page has nothing to change")
    sent = altered(page, filled(page))
    answers: list[Any] = []
    entries = entries_of(lambda: answers.append(client.post(address(model, "change", row.pk), sent)))
    assert answers[0].status_code == 302, answers[0].context["errors"]
    payload = assert_recorded(entries, boss, "before", "after")
    assert payload["before"] != payload["after"]


@pytest.mark.parametrize("model", [model for model, right in EDITABLE if right == "delete"], ids=lambda m: m.__name__)
@pytest.mark.parametrize("way", ["page", "action"])
def test_every_deleted_row_of_the_admin_is_recorded(client, rows, boss, model, way):
    row = victim(model)
    sent = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    if way == "page":
        entries = entries_of(lambda: client.post(address(model, "delete", row.pk), {"post": "yes"}))
    else:
        entries = entries_of(lambda: client.post(address(model, "changelist"), sent))
    gone = not model._default_manager.filter(pk=row.pk).exists() or getattr(
        model._default_manager.get(pk=row.pk), "removed_at", None
    )
    if not gone:
        assert not entries, "an entry of a deletion that did not happen"
        assert way == "action" or model is ApiKey
        return
    payload = assert_recorded(entries, boss, "before")
    assert payload["before"]


def test_limits_that_go_with_their_user_are_named(client, rows, boss):
    somebody = User.objects.get(username="somebody")
    entries = entries_of(lambda: client.post(address(User, "delete", somebody.pk), {"post": "yes"}))
    taken = json.loads(entries[-1].payload)["taken_along"]
    assert [limit["per_day"] for limit in taken["moderation.exposurelimit"]] == [7]


def test_roles_rights_activity_and_superusers_are_recorded(client, rows, boss):
    somebody = User.objects.get(username="somebody")
    lead = Group.objects.get(name="lead")
    page = client.get(address(User, "change", somebody.pk))
    sent = {**filled(page), "groups": [lead.pk], "is_superuser": "on"}
    del sent["is_active"]
    (entry,) = entries_of(lambda: client.post(address(User, "change", somebody.pk), sent))
    payload = json.loads(entry.payload)
    assert (entry.action, entry.subject) == ("user.changed", f"user:{somebody.pk}")
    assert payload["before"] == {"groups": [], "is_superuser": False, "is_active": True}
    assert payload["after"] == {"groups": ["lead"], "is_superuser": True, "is_active": False}
    page = client.get(address(Group, "change", lead.pk))
    right = Permission.objects.get(codename="delete_user")
    sent = filled(page)
    (entry,) = entries_of(
        lambda: client.post(
            address(Group, "change", lead.pk), {**sent, "permissions": [*sent["permissions"], right.pk]}
        )
    )
    payload = json.loads(entry.payload)
    assert set(payload["after"]["permissions"]) - set(payload["before"]["permissions"]) == {"auth.delete_user"}


def test_a_password_set_by_somebody_else_is_an_act_of_its_own(client, rows, boss):
    somebody = User.objects.get(username="somebody")
    before = somebody.password
    sent = {"usable_password": "true", "password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    at = reverse("admin:auth_user_password_change", args=[somebody.pk])
    entries = entries_of(lambda: client.post(at, sent))
    somebody.refresh_from_db()
    assert somebody.password != before
    assert [(entry.action, entry.subject) for entry in entries] == [("user.password_set", f"user:{somebody.pk}")]
    assert_recorded(entries, boss)


def test_a_form_that_changes_nothing_writes_nothing(client, rows, boss):
    queue = Queue.objects.get(code="news")
    page = client.get(address(Queue, "change", queue.pk))
    assert not entries_of(lambda: client.post(address(Queue, "change", queue.pk), filled(page)))


def test_no_entry_no_change(client, rows, boss, monkeypatch):
    """The entry and the change stand in one transaction."""
    queue = Queue.objects.get(code="news")
    page = client.get(address(Queue, "change", queue.pk))

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("the chain is closed")

    monkeypatch.setattr("moderation.audit.append", fails)
    with pytest.raises(RuntimeError):
        client.post(address(Queue, "change", queue.pk), {**filled(page), "sla_minutes": 999})
    queue.refresh_from_db()
    assert queue.sla_minutes != 999


def test_forms_in_the_lists_would_not_be_recorded_so_there_are_none(rows):
    assert not [model for model, model_admin in admin.site._registry.items() if model_admin.list_editable]


def test_a_batch_action_is_recorded_with_its_rows(client, rows, boss):
    Skip.objects.get()
    chosen = [skip.pk for skip in Skip.objects.all()]
    sent = {"action": "as_csv", "_selected_action": chosen}
    entries = entries_of(lambda: client.post(address(Skip, "changelist"), sent))
    assert [entry.action for entry in entries] == ["admin.action", "export.skips"]
    assert json.loads(entries[1].payload)["rows"] == len(chosen)
    assert timezone.now() - entries[1].at < timedelta(minutes=5)
