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


@pytest.mark.parametrize("right", ["view_exposurelimit", "view_skip", "view_secondlook"])
def test_limits_skips_and_second_looks_are_for_leads(right):
    having = Group.objects.filter(permissions__codename=right).values_list("name", flat=True)
    assert list(having) == ["lead"]


def test_an_upgrade_withdraws_these_rights_once_and_only_these():
    from importlib import import_module

    from django.apps import apps

    migration = import_module("moderation.migrations.0019_leads_alone_see_limits")
    moderator = Group.objects.get(name="moderator")
    own = Group.objects.create(name="team leads")
    skip, note = Permission.objects.get(codename="view_skip"), Permission.objects.get(codename="add_note")
    for group in (moderator, own):
        group.permissions.add(skip)
    kept = set(moderator.permissions.values_list("codename", flat=True)) - {"view_skip"}

    migration.withdraw(apps, None)

    assert set(moderator.permissions.values_list("codename", flat=True)) == kept
    assert note in moderator.permissions.all()
    assert skip in own.permissions.all(), "a group of the installation's own"
    moderator.permissions.add(skip)
    remember_permissions()
    ensure_defaults()
    assert skip in moderator.permissions.all(), "what the installation gives back stays"
