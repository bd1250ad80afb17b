"""No address of the admin, and no history, holds the hash of an API key."""

from __future__ import annotations

import importlib
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client

from articles.access import api_keys
from articles.models import ApiKey, KeyBinding
from tests.guards import lifted

pytestmark = pytest.mark.django_db
KEYS = "/admin/articles/apikey/"


@pytest.fixture
def admin_client(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root"))
    return client


def addresses(page: Any) -> list[str]:
    return re.findall(r'(?:href|action|value)="([^"]*)"', page.content.decode())


def earlier_key(name: str, replaces: ApiKey | None = None) -> tuple[ApiKey, str]:
    """A key with the id that the library gives: prefix and hash."""
    key = ApiKey(name=name, scopes=["articles:read"], replaces=replaces)
    text = ApiKey.objects.assign_key(key)
    key.id = f"{key.prefix}.{key.hashed_key}"
    key.save()
    return key, text


def test_pages_of_a_key_are_known_by_its_number(admin_client: Client) -> None:
    old, _text = api_keys.make("first", ["articles:read"], actor="command")
    key, _text = api_keys.replace(str(old.prefix), overlap=api_keys.USED_AGAIN, actor="command")
    assert str(key.pk).isdecimal()
    change = f"{KEYS}{key.pk}/change/"
    pages = [admin_client.get(address) for address in (KEYS, change, f"{KEYS}{key.pk}/history/")]
    assert [page.status_code for page in pages] == [200] * 3
    found = [address for page in pages for address in addresses(page)]
    assert any(change in address for address in found)
    for secret in (key.hashed_key, old.hashed_key, "sha512", "%24%24", "$$"):
        assert not [address for address in found if secret in address]
    admin_client.post(change, {"name": "renamed", "scopes": ["articles:read"], "platform": "", "rate": ""})
    assert set(LogEntry.objects.values_list("object_id", flat=True)) <= {key.pk}


def test_an_upgrade_gives_numbers_to_keys_bindings_and_histories(
    admin_client: Client, client: Client, moderator: User
) -> None:
    first, text = earlier_key("first")
    second, _text = earlier_key("second", replaces=first)
    KeyBinding.objects.create(key=second, via=second.via, moderator=moderator)
    kind = ContentType.objects.get_for_model(ApiKey)
    root = User.objects.get(username="root")
    gone = "abcdefgh.sha512$$0123"
    for object_id in (first.pk, gone):
        LogEntry.objects.create(
            user=root, content_type=kind, object_id=object_id, object_repr="x", action_flag=CHANGE, change_message=""
        )
    migration = importlib.import_module("articles.migrations.0018_key_numbers")

    with lifted():  # an upgrade has it behind before the guards are made
        migration.give_numbers(apps, None)
    connection.check_constraints()

    keys = {key.name: key for key in ApiKey.objects.all()}
    assert all(key.pk.isdecimal() for key in keys.values())
    assert keys["second"].replaces == keys["first"]
    assert KeyBinding.objects.get().key == keys["second"]
    assert set(LogEntry.objects.values_list("object_id", flat=True)) == {keys["first"].pk, "abcdefgh"}
    answer = client.get("/api/v1/articles/", headers={"Authorization": f"Api-Key {text}"})
    assert answer.status_code == 200
    before = set(ApiKey.objects.values_list("pk", flat=True))
    migration.give_numbers(apps, None)
    assert set(ApiKey.objects.values_list("pk", flat=True)) == before
