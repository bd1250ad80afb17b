"""Accounts and passwords made by commands on the server stand in the audit chain, without any secret."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.urls import reverse

from moderation.models import AuditEntry, Queue
from workbench.running import first_run

pytestmark = pytest.mark.django_db
PASSWORD = "a-password-that-nobody-guesses"


def last() -> tuple[str, str, str, dict[str, Any]]:
    entry = AuditEntry.objects.order_by("-sequence")[0]
    assert "pbkdf2" not in entry.payload
    assert PASSWORD not in entry.payload
    return entry.actor, entry.action, entry.subject, json.loads(entry.payload)


def test_a_superuser_made_on_the_server_is_recorded(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", username="root", email="root@example.org", interactive=False)
    user = User.objects.get(username="root")
    assert user.check_password(PASSWORD)
    actor, action, subject, payload = last()
    assert (actor, action, subject) == ("command", "user.made", f"user:{user.pk}")
    assert (payload["after"]["username"], payload["after"]["is_superuser"]) == ("root", True)
    entries = AuditEntry.objects.count()
    User.objects.create_superuser("other")
    assert AuditEntry.objects.count() == entries, "the manager is itself again"


def test_no_entry_no_superuser(monkeypatch):
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("the chain is closed")

    monkeypatch.setattr("moderation.audit.append", fails)
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    with pytest.raises(RuntimeError):
        call_command("createsuperuser", username="root", email="root@example.org", interactive=False)
    assert not User.objects.filter(username="root").exists()


def test_a_password_set_on_the_server_is_recorded(monkeypatch, moderator):
    monkeypatch.setattr("getpass.getpass", lambda prompt="": PASSWORD)
    call_command("changepassword", "moderator", verbosity=0)
    moderator.refresh_from_db()
    assert moderator.check_password(PASSWORD)
    assert last()[:3] == ("command", "user.password_set", f"user:{moderator.pk}")


def test_a_bad_password_is_refused_and_nothing_is_recorded(monkeypatch, moderator):
    before = AuditEntry.objects.count()
    monkeypatch.setattr("getpass.getpass", lambda prompt="": "123")
    with pytest.raises(CommandError, match="after 3 attempts"):
        call_command("changepassword", "moderator")
    with pytest.raises(CommandError, match="does not exist"):
        call_command("changepassword", "nobody")
    assert AuditEntry.objects.count() == before


def test_the_account_of_the_first_run_is_recorded(settings, tmp_path):
    settings.HOME = tmp_path
    first_run.create_admin("http://127.0.0.1:8000")
    made = AuditEntry.objects.get(action="user.made")
    assert made.actor == "setup"


def test_an_own_password_is_recorded_as_such(client, moderator):
    client.force_login(moderator)
    sent = {"old_password": "moderator-password", "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(reverse("admin:password_change"), {**sent, "old_password": "wrong"}).status_code == 200
    assert not AuditEntry.objects.filter(action="user.password_changed").exists()
    assert client.post(reverse("admin:password_change"), sent).status_code == 302
    assert last()[:2] == ("moderator", "user.password_changed")


def test_a_group_that_a_queue_is_limited_to_is_not_deleted(client, admin_user):
    group = Group.objects.create(name="special")
    Queue.objects.get(code="news").groups.add(group)
    client.force_login(admin_user)
    client.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [group.pk], "post": "yes"}
    client.post(reverse("admin:auth_group_changelist"), chosen)
    assert Group.objects.filter(name="special").exists()
    Queue.objects.get(code="news").groups.clear()
    client.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"})
    assert not Group.objects.filter(name="special").exists()
