"""Keys by command: expiry, a rate, a successor beside the old one, revoking, and the list; and when they were used."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from articles.models import ApiKey

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().strip()


def status(key: str) -> int:
    return Client(headers={"Authorization": f"Api-Key {key}"}).get("/api/v1/articles/").status_code


def listed(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("list_api_keys", *arguments).splitlines()]


def test_two_keys_are_live_while_an_integration_changes_over():
    old = run("create_api_key", "cms", "--scopes", "articles:read", "--platform", "sohu", "--rate", "50")
    new = run("create_api_key", "--replaces", old[:8], "--overlap-days", "3")
    assert (status(old), status(new)) == (200, 200)
    first, second = listed("--live")
    assert first["prefix"] == second["replaces"] == old[:8]
    for name in ("name", "scopes", "platform", "rate"):
        assert first[name] == second[name]
    ends = ApiKey.objects.get(prefix=old[:8]).expiry_date
    assert timedelta(days=2, hours=23) < ends - timezone.now() <= timedelta(days=3)
    with pytest.raises(CommandError, match="replaced already"):
        run("create_api_key", "--replaces", old[:8])
    ApiKey.objects.filter(prefix=old[:8]).update(expiry_date=timezone.now())
    assert (status(old), status(new)) == (401, 200)
    assert [key["state"] for key in listed()] == ["expired", "live"]
    with pytest.raises(CommandError, match="not live"):
        run("create_api_key", "--replaces", old[:8])


def test_revoked_key_opens_nothing_any_more():
    key = run("create_api_key", "cms", "--scopes", "articles:read")
    assert status(key) == 200
    assert "revoked" in run("revoke_api_key", key[:8])
    assert status(key) == 401
    assert run("revoke_api_key", key[:8]), "again does no harm"
    assert listed()[0]["state"] == "revoked"
    assert listed("--live") == []
    with pytest.raises(CommandError, match="list_api_keys"):
        run("revoke_api_key", "nobody12")


def test_key_ends_by_itself():
    key = run("create_api_key", "cms", "--scopes", "articles:read", "--expires-in-days", "2")
    assert status(key) == 200
    ApiKey.objects.update(expiry_date=timezone.now() - timedelta(seconds=1))
    assert status(key) == 401


@pytest.mark.parametrize(
    "arguments",
    [
        ["x", "--scopes", "articles:read", "--expires-in-days", "0"],
        ["x", "--scopes", "articles:read", "--rate", "0"],
        ["x", "--scopes", "articles:read", "--replaces", "abcdefgh"],
        ["--replaces", "abcdefgh"],
        ["--scopes", "articles:read"],
    ],
)
def test_faulty_request_makes_no_key(arguments):
    with pytest.raises(CommandError):
        run("create_api_key", *arguments)
    assert not ApiKey.objects.exists()


def test_last_use_is_written_once_a_minute(django_assert_num_queries):
    key = run("create_api_key", "cms", "--scopes", "articles:read")
    assert listed()[0]["last_used_at"] is None
    status(key)
    first = ApiKey.objects.get().last_used_at
    assert first is not None
    status(key)
    assert ApiKey.objects.get().last_used_at == first
    ApiKey.objects.update(last_used_at=first - timedelta(seconds=61))
    status(key)
    assert ApiKey.objects.get().last_used_at > first
    assert key.partition(".")[2] not in run("list_api_keys")
