"""Limits, skips and second looks were shown to every moderator and auditor; the groups of the first migration lose them.

Once: an installation that gives one of these rights to such a group afterwards keeps its own change.
"""

from django.db import migrations

GROUPS = ("moderator", "auditor")
RIGHTS = ("view_exposurelimit", "view_skip", "view_secondlook")


def withdraw(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    rights = Permission.objects.filter(content_type__app_label="moderation", codename__in=RIGHTS)
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.remove(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0018_loosening_takes_two"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(withdraw, migrations.RunPython.noop)]
