from django.db import migrations

from articles.database.triggers import Guard, append_only, guarded

# The rules about people that the database holds on every path: who decided neither agrees nor reviews.
_DECIDED_BY = "(SELECT d.decided_by_id FROM moderation_decision d WHERE d.id = NEW.decision_id)"
_RULE_OF_TWO = """EXISTS (
  SELECT 1 FROM moderation_actrule r, moderation_decision d, articles_article a
  WHERE d.id = NEW.decision_id AND a.id = d.article_id AND r.act = d.act AND r.second_person
    AND (r.source_id IS NULL OR r.source_id = a.source_id))"""
_APPROVED = """EXISTS (
  SELECT 1 FROM moderation_execution e
  WHERE e.decision_id = NEW.decision_id AND e.approved_by_id = NEW.reviewed_by_id)"""


def _always(name: str, table: str, condition: str, message: str) -> tuple[Guard, Guard]:
    return (
        Guard(f"{name}_insert", table, "INSERT", condition, message),
        Guard(f"{name}_update", table, "UPDATE", condition, message),
    )


GUARDS = (
    *_always(
        "execution_by_decider",
        "moderation_execution",
        f"NEW.decided_by_id <> {_DECIDED_BY}",
        "decided_by is who made the decision",
    ),
    Guard(
        "execution_rule_of_two",
        "moderation_execution",
        "INSERT",
        f"NOT NEW.needs_second AND {_RULE_OF_TWO}",
        "a rule asks for a second person",
    ),
    Guard(
        "execution_stays_of_two",
        "moderation_execution",
        "UPDATE",
        "OLD.needs_second AND NOT NEW.needs_second",
        "a rule asked for a second person",
    ),
    *_always(
        "appeal_by_another",
        "moderation_appeal",
        f"NEW.reviewed_by_id = {_DECIDED_BY} OR {_APPROVED}",
        "an appeal is answered by somebody else",
    ),
    *_always(
        "second_look_by_another",
        "moderation_secondlook",
        f"NEW.reviewed_by_id = {_DECIDED_BY}",
        "a second look is by somebody else",
    ),
)


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
