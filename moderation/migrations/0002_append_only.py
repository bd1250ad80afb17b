from django.db import migrations

from articles.database.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [append_only("moderation_decision", "moderation_auditentry", "moderation_event")]
