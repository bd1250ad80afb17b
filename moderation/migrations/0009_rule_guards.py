from django.db import migrations

from articles.triggers import append_only, guarded
from moderation.guards import RULE_GUARDS


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0008_routing_rules"),
    ]

    operations = [
        append_only("moderation_ruleversion", "moderation_rulechange", "moderation_phrasebankversion"),
        guarded(*RULE_GUARDS),
    ]
