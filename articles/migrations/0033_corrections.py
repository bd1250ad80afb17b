from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0032_search")]

    operations = [
        migrations.AddField(
            "import", "updated", models.PositiveIntegerField(default=0, db_default=0, verbose_name="corrected")
        ),
        migrations.RemoveConstraint("import", "import_counts_within_lines"),
        migrations.AddConstraint(
            "import",
            models.CheckConstraint(
                condition=models.Q(
                    lines__gte=models.F("created") + models.F("updated") + models.F("duplicates") + models.F("rejected")
                ),
                name="import_counts_within_lines",
            ),
        ),
        migrations.CreateModel(
            "Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changes", models.JSONField(verbose_name="changes")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="corrected")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="articles.articleversion",
                        verbose_name="article version",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-created_at", "-id"],
                "indexes": [models.Index(fields=["created_at", "id"], name="correction_created")],
            },
        ),
    ]
