from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0035_stories")]

    operations = [
        migrations.AddField(
            "article",
            "withdrawn_at",
            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn by its platform"),
        ),
        migrations.AddField(
            "article", "withdrawal_reason", models.TextField(blank=True, null=True, verbose_name="why it was withdrawn")
        ),
    ]
