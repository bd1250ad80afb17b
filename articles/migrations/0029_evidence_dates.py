from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_bindings_by_command")]

    operations = [
        migrations.AddField("evidencemark", "cause", models.CharField(max_length=10, null=True)),
        migrations.AddField(
            "reviewoutcome", "dated_on", models.DateField(blank=True, null=True, verbose_name="counts from")
        ),
        migrations.AlterField(
            "reliabilitychange",
            "cause",
            models.CharField(
                choices=[
                    ("assessed", "article assessed"),
                    ("decided", "decision"),
                    ("grouped", "account group found"),
                    ("dated", "time of publication confirmed or doubted"),
                    ("age", "evidence grew old"),
                    ("model", "new model"),
                    ("recount", "recount"),
                ],
                max_length=10,
                verbose_name="because of",
            ),
        ),
    ]
