import django.db.models
from django.db import migrations

# Of the first policy, where it was made before these columns: clause, its label, what it is proposed for.
PRESETS = [
    ("1.1", "headline", ["clickbait", "headline_off_topic", "headline_contradicted", "report_headline"]),
    ("1.2", "headline", ["headline_changed"]),
    ("2.1", "reprint", ["uncredited_reuse", "source_named_otherwise", "unlisted_reprint_source"]),
    ("2.2", "unverified", ["anonymous_expert", "unmatched_attribution", "circular_citation"]),
    ("2.3", "unverified", ["vague_sourcing", "own_shot_without_place", "report_source"]),
    ("3.1", "ai_generated", ["label_missing_ai"]),
    ("3.2", None, ["old_news_without_date", "report_unlabelled"]),
    ("4.1", None, ["report_false"]),
    ("4.2", None, ["report_copied"]),
    ("9.1", None, ["escalate"]),
]


def fill(apps, schema_editor):
    """The presets of the first policy's clauses."""
    clauses = apps.get_model("moderation", "Clause").objects.using(schema_editor.connection.alias)
    for code, label, proposed_for in PRESETS:
        clauses.filter(policy_version__number=1, code=code).update(label=label, proposed_for=proposed_for)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0026_queue_priority"),
    ]

    operations = [
        # Nullable: SQLite adds a column with a default by making the table anew.
        migrations.AddField(
            model_name="clause",
            name="label",
            field=django.db.models.CharField(blank=True, max_length=20, null=True, verbose_name="label of this clause"),
        ),
        migrations.AddField(
            model_name="clause",
            name="proposed_for",
            field=django.db.models.JSONField(blank=True, null=True, verbose_name="proposed for"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
