from django.db import migrations

from articles.triggers import append_only, guarded
from moderation.guards import GUARDS


def execute_the_old(apps, schema_editor):
    """Decisions made before executions were kept took effect at once."""
    Decision = apps.get_model("moderation", "Decision")
    Execution = apps.get_model("moderation", "Execution")
    old = Decision.objects.exclude(act="escalate").values_list("pk", "decided_by", "created_at")
    rows = (
        Execution(decision_id=pk, state="done", decided_by_id=user, due_at=at, done_at=at)
        for pk, user, at in old.iterator(chunk_size=2000)
    )
    Execution.objects.bulk_create(rows, batch_size=2000)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0005_decisions_that_hold"), ("articles", "0006_headline_models")]

    operations = [
        migrations.RunPython(execute_the_old, migrations.RunPython.noop),
        append_only("moderation_decision", "moderation_event", "moderation_note", "moderation_report", "moderation_skip"),
        guarded(*GUARDS),
    ]
