"""`create_api_key`: prints a key that works, once."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.models import ApiKey

pytestmark = pytest.mark.django_db


def test_key_is_printed_and_only_its_hash_is_kept():
    out = io.StringIO()
    call_command(
        "create_api_key", "sohu", "--scopes", "articles:read, articles:write", "--platform", "sohu", stdout=out
    )
    text = out.getvalue().strip()
    key = ApiKey.objects.get_from_key(text)
    assert key.scopes == ["articles:read", "articles:write"]
    assert key.platform is not None
    assert key.platform.code == "sohu"
    assert text.partition(".")[2] not in str(ApiKey.objects.values().get())


@pytest.mark.parametrize(
    "arguments",
    [
        ["x", "--scopes", "articles:read,everything"],
        ["x", "--scopes", ","],
        [" ", "--scopes", "articles:read"],
        ["x" * 51, "--scopes", "articles:read"],
        ["x", "--scopes", "articles:read", "--platform", "nowhere"],
        ["x"],
    ],
)
def test_faulty_request_makes_no_key(arguments):
    with pytest.raises(CommandError):
        call_command("create_api_key", *arguments)
    assert not ApiKey.objects.exists()


def run(*arguments: str) -> ApiKey:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return ApiKey.objects.get_from_key(out.getvalue().split()[-1])


def people(key: ApiKey) -> list[str]:
    return [person.get_username() for person in key.people()]


@pytest.mark.parametrize(
    "named",
    [
        ["--moderator", "moderator", "--moderator", "lead"],
        ["--moderator", "moderator, lead"],
        ["--moderator=lead,moderator"],
    ],
)
def test_a_key_acts_for_the_moderators_that_are_named(moderator, lead, named):
    assert people(run("create_api_key", "console", "--scopes", "queue:work", *named)) == ["lead", "moderator"]


def test_a_successor_acts_for_the_same_people_but_who_left(moderator, lead):
    key = run("create_api_key", "console", "--scopes", "queue:work", "--moderator", "moderator,lead")
    lead.is_active = False
    lead.save()
    assert people(run("create_api_key", "--replaces", key.prefix)) == ["moderator"]


@pytest.mark.parametrize(
    ("scopes", "name", "why"),
    [
        ("queue:work", "nobody", "no account"),
        ("queue:work", "auditor", "may not decide"),
        ("queue:work", "gone", "not active"),
        ("articles:read", "moderator", "acts for nobody"),
    ],
)
def test_a_key_is_bound_only_to_people_who_may_decide(moderator, auditor, scopes, name, why):
    User.objects.create_user("gone", is_active=False)
    with pytest.raises(CommandError, match=why):
        run("create_api_key", "console", "--scopes", scopes, "--moderator", name)
    assert not ApiKey.objects.exists()


def test_bindings_are_made_and_ended_by_command(moderator, lead, capsys):
    key = run("create_api_key", "console", "--scopes", "queue:work")
    assert f"bind_api_key {key.prefix}" in capsys.readouterr().err
    call_command("bind_api_key", key.prefix, "moderator", "lead")
    assert people(key) == ["lead", "moderator"]
    call_command("bind_api_key", key.prefix, "lead", "--end")
    assert "acts for moderator\n" in capsys.readouterr().out
    with pytest.raises(CommandError, match="not bound to lead"):
        call_command("bind_api_key", key.prefix, "lead", "--end")
    call_command("bind_api_key", key.prefix, "lead")
    assert people(key) == ["lead", "moderator"], "again, as a new binding"
    assert key.bindings.count() == 3
    call_command("revoke_api_key", key.prefix)
    with pytest.raises(CommandError, match="not live"):
        call_command("bind_api_key", key.prefix, "moderator")
