from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0028_second_person_says_why")]

    operations = [
        migrations.AlterField(
            "queueitem",
            "state",
            models.CharField(
                choices=[("open", "open"), ("decided", "decided"), ("closed", "closed: article withdrawn")],
                default="open",
                max_length=8,
                verbose_name="state",
            ),
        ),
    ]
