from django.contrib.auth.management import create_permissions
from django.db import migrations

from articles.triggers import append_only, guarded
from moderation.guards import RULE_GUARDS

MODELS = ("rule", "ruleversion", "rulechange", "rulematch", "ruleday", "rulealarm", "backtest", "phrasebank", "phrasebankversion")
SEES = [f"view_{model}" for model in MODELS]
EDITS = ["add_rule", "change_rule", "switch_rule", "add_backtest", "add_phrasebank", "change_phrasebank"]


def grant(apps, schema_editor):
    """The groups of an installation that has them already; a new one gets its groups after the migrations."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    wanted = {"moderator": SEES, "lead": [*SEES, *EDITS], "auditor": SEES}
    groups = list(Group.objects.filter(name__in=wanted))
    if not groups:
        return
    config = apps.get_app_config("moderation")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    for group in groups:
        rights = Permission.objects.filter(content_type__app_label="moderation", codename__in=wanted[group.name])
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0008_routing_rules"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
        append_only("moderation_ruleversion", "moderation_rulechange", "moderation_phrasebankversion"),
        guarded(*RULE_GUARDS),
    ]
