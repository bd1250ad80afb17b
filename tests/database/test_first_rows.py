"""A test that commits leaves nothing behind, whatever it did to the rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection

from articles.models import Platform
from moderation.database import guards
from tests.database import first_rows, template
from tests.makers import person, queued
from tests.services.elsewhere import elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


def every_row() -> dict[str, list[Any]]:
    return {model._meta.label: sorted(map(repr, model.objects.values_list())) for model in apps.get_models()}


def test_added_changed_and_removed_rows_are_as_before():
    first_rows.restore()  # a server's thread may have written after the last test ended
    before = every_row()
    person("moderator")
    queued()
    Group.objects.get(name="auditor").delete()
    Platform.objects.filter(code="netease").update(name_en="another name")
    assert every_row() != before

    first_rows.restore()

    assert every_row() == before
    assert guards.missing() == []


def test_ids_go_on():
    earlier = person("moderator").pk
    first_rows.restore()
    assert User.objects.create_user("later").pk > earlier


def test_a_copy_of_the_template_has_the_first_rows(tmp_path):
    name = str(tmp_path / "copy.sqlite3") if connection.vendor == "sqlite" else "copy_of_template"
    first_rows.restore()
    before = every_row()
    template.copy_to(name)
    try:
        with elsewhere(NAME=name):
            assert every_row() == before
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")
