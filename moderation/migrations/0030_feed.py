from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

# Events of before the feed take the first places, in the order in which they happened.
_OLD = """
INSERT INTO moderation_feedentry (event_id, sequence, platform_id)
SELECT e.id, ROW_NUMBER() OVER (ORDER BY e.created_at, e.id), a.platform_id
FROM moderation_event e LEFT JOIN articles_article a ON a.id = e.article_id
"""
_HEAD = """
INSERT INTO moderation_feedhead (id, last) SELECT 1, COALESCE(MAX(sequence), 0) FROM moderation_feedentry
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0029_closed_items"), ("articles", "0036_withdrawn")]

    operations = [
        migrations.CreateModel(
            "FeedEntry",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="place",
                        serialize=False,
                        to="moderation.event",
                    ),
                ),
                ("sequence", models.BigIntegerField(null=True, unique=True, verbose_name="place in the feed")),
                (
                    "platform",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.platform",
                        verbose_name="platform",
                    ),
                ),
            ],
            options={
                "verbose_name": "place in the feed",
                "verbose_name_plural": "places in the feed",
                "indexes": [
                    models.Index(fields=["event"], condition=models.Q(("sequence", None)), name="feed_waiting"),
                    models.Index(fields=["platform", "sequence"], name="feed_of_platform"),
                ],
            },
        ),
        migrations.CreateModel(
            "FeedHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last", models.BigIntegerField(default=0)),
            ],
            options={"verbose_name": "end of the feed", "verbose_name_plural": "ends of the feed"},
        ),
        migrations.CreateModel(
            "RetiredSecret",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed_secret", models.TextField(editable=False)),
                ("until", models.DateTimeField(verbose_name="valid until")),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="retired_secrets",
                        to="moderation.webhookendpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "retired secret",
                "verbose_name_plural": "retired secrets",
                "ordering": ["-until", "-id"],
            },
        ),
        migrations.RunSQL(_OLD, migrations.RunSQL.noop),
        migrations.RunSQL(_HEAD, migrations.RunSQL.noop),
    ]
