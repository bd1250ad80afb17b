"""Every console URL × every role."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from moderation.models import Decision, QueueItem
from tests.makers import queued

pytestmark = pytest.mark.django_db
SIGN_IN = 302
GETS = ["", "{id}/"]
POSTS = ["next/", "{id}/claim/", "{id}/release/", "{id}/heartbeat/", "{id}/decide/"]
WORKS = {"": 200, "{id}/": 200, "next/": 302, "{id}/claim/": 302, "{id}/release/": 302, "{id}/heartbeat/": 409}
FORM = {"act": "allow", "version": 1}


def person(role: str) -> User:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def ask(client, path: str, item: QueueItem) -> int:
    at = "/admin/triage/" + path.format(id=item.pk)
    return (client.get(at) if path in GETS else client.post(at, FORM)).status_code


@pytest.mark.parametrize("path", [*GETS, *POSTS])
@pytest.mark.parametrize("role", ["moderator", "lead"])
def test_who_works_the_queue_gets_everywhere(client, role, path):
    client.force_login(person(role))
    assert ask(client, path, queued()) == WORKS.get(path, 302)


@pytest.mark.parametrize(("path", "status"), [(path, 200 if path in GETS else 403) for path in [*GETS, *POSTS]])
def test_an_auditor_sees_all_and_changes_nothing(client, auditor, path, status):
    client.force_login(auditor)
    item = queued()
    assert ask(client, path, item) == status
    item.refresh_from_db()
    assert (item.claimed_by, item.state, Decision.objects.count()) == (None, "open", 0)


@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_an_integrator_has_no_business_here(client, path):
    client.force_login(person("integrator"))
    assert ask(client, path, queued()) == 403


@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_who_is_not_signed_in_or_not_staff_signs_in_first(client, moderator, path):
    item = queued()
    assert ask(client, path, item) == SIGN_IN
    User.objects.filter(pk=moderator.pk).update(is_staff=False)
    client.force_login(User.objects.get(pk=moderator.pk))
    assert ask(client, path, item) == SIGN_IN
    item.refresh_from_db()
    assert item.claimed_by is None


@pytest.mark.parametrize("path", POSTS)
def test_acts_are_posts_and_carry_a_token(moderator, path):
    from django.test import Client

    item = queued()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    at = "/admin/triage/" + path.format(id=item.pk)
    assert strict.get(at).status_code == 405
    assert strict.post(at, FORM).status_code == 403


def test_pages_are_never_cached_and_allow_no_inline_script(client, moderator):
    client.force_login(moderator)
    response = client.get("/admin/triage/")
    assert "no-store" in response["Cache-Control"]
    assert "script-src 'self';" in response["Content-Security-Policy"] + ";"
    assert "style=" not in response.content.decode()
    assert "<script>" not in response.content.decode()
