"""Decided days are counted again: acts that somebody took back themselves no longer count as overturned."""

from django.db import migrations


def mark(apps, schema_editor):
    first = apps.get_model("moderation", "CountedDay").objects.order_by("day").first()
    if first is not None:
        marks = apps.get_model("moderation", "DayMark").objects
        marks.create(day=first.day, subject="decided", onwards=True)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0031_one_look"),
    ]

    operations = [
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
