from django.db import migrations, models


def mark(apps, schema_editor):
    """The first policy's clause on exaggerated headlines, where it was made before this column."""
    clauses = apps.get_model("moderation", "Clause").objects
    clauses.filter(policy_version__number=1, code="1.1").update(about_headline=True)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0003_random_audit"),
    ]

    operations = [
        migrations.AddField(
            model_name="clause",
            name="about_headline",
            field=models.BooleanField(
                default=False,
                help_text="the clickbait score learns from its decisions",
                verbose_name="calls the headline clickbait",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
