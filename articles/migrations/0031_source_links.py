from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_retellings")]

    operations = [
        migrations.AlterField(
            "reliabilitychange",
            "cause",
            models.CharField(
                choices=[
                    ("assessed", "article assessed"),
                    ("decided", "decision"),
                    ("grouped", "account group found"),
                    ("linked", "linked account"),
                    ("dated", "time of publication confirmed or doubted"),
                    ("age", "evidence grew old"),
                    ("model", "new model"),
                    ("recount", "recount"),
                ],
                max_length=10,
                verbose_name="because of",
            ),
        ),
        migrations.CreateModel(
            "SourceLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12, verbose_name="kind of link")),
                ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="linked")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="unlinked")),
                ("end_reason", models.CharField(blank=True, max_length=1000, verbose_name="reason for unlinking")),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_from",
                        to="articles.source",
                        verbose_name="linked account",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="articles.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of accounts",
                "verbose_name_plural": "links of accounts",
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__lt", models.F("other"))), name="link_of_two_in_order"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("source", "other"), name="one_open_link"
                    ),
                ],
            },
        ),
    ]
