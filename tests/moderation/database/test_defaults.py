"""An upgrade's effect on roles that an installation has changed."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from moderation.database.defaults import ensure_defaults, remember_permissions

pytestmark = pytest.mark.django_db


def codenames() -> set[str]:
    return set(Group.objects.get(name="lead").permissions.values_list("codename", flat=True))


def test_new_rights_come_to_the_roles_and_what_was_taken_away_stays_away():
    lead = Group.objects.get(name="lead")
    lead.permissions.remove(Permission.objects.get(codename="view_auditentry"))
    Permission.objects.get(codename="add_bulkrun").delete()  # as if no version had it yet
    remember_permissions()

    ensure_defaults()

    assert "add_bulkrun" in codenames()
    assert "view_auditentry" not in codenames()


def test_the_same_again_changes_nothing():
    before = codenames()
    remember_permissions()
    ensure_defaults()
    assert codenames() == before
