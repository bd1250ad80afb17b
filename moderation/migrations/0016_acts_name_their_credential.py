"""Acts by REST name their credential, and the database counts it where two acts need two people."""

from django.db import migrations, models

from articles.database.columns import AddColumnInPlace
from articles.database.triggers import Guard, guarded

_DECIDED_BY = "(SELECT d.decided_by_id FROM moderation_decision d WHERE d.id = NEW.decision_id)"
_DECIDED_VIA = "(SELECT d.via FROM moderation_decision d WHERE d.id = NEW.decision_id)"
_APPROVED_BY = "(SELECT e.approved_by_id FROM moderation_execution e WHERE e.decision_id = NEW.decision_id)"
_APPROVED_VIA = "(SELECT e.approved_via FROM moderation_execution e WHERE e.decision_id = NEW.decision_id)"


def _may_be_one_person(one, one_via, other, other_via):
    """SQL: through a key acts whoever it was ever bound to; the same rule as moderation/people/independence.py."""
    return f"""(({one_via} <> '' AND {one_via} = {other_via}) OR EXISTS (
  SELECT 1 FROM articles_keybinding b
  WHERE (b.via = {one_via} AND b.moderator_id = {other}) OR (b.via = {other_via} AND b.moderator_id = {one})) OR EXISTS (
  SELECT 1 FROM articles_keybinding b, articles_keybinding c
  WHERE b.via = {one_via} AND c.via = {other_via} AND b.moderator_id = c.moderator_id))"""


def _when_it_comes(name, table, person, via, condition, message):
    """When the second person is written; later bindings do not touch rows that are complete."""
    comes = f"COALESCE(OLD.{person}, 0) <> COALESCE(NEW.{person}, 0) OR OLD.{via} <> NEW.{via}"
    return (
        Guard(f"{name}_insert", table, "INSERT", f"NEW.{person} IS NOT NULL AND {condition}", message),
        Guard(f"{name}_update", table, "UPDATE", f"NEW.{person} IS NOT NULL AND ({comes}) AND {condition}", message),
    )


_AGREES = ("NEW.approved_by_id", "NEW.approved_via")
_REVIEWS = ("NEW.reviewed_by_id", "NEW.reviewed_via")
GUARDS = (
    *_when_it_comes(
        "execution_by_another_credential",
        "moderation_execution",
        "approved_by_id",
        "approved_via",
        _may_be_one_person(*_AGREES, _DECIDED_BY, _DECIDED_VIA),
        "the second person may be who decided, by an API key",
    ),
    *_when_it_comes(
        "appeal_by_another_credential",
        "moderation_appeal",
        "reviewed_by_id",
        "reviewed_via",
        f"({_may_be_one_person(*_REVIEWS, _DECIDED_BY, _DECIDED_VIA)} OR "
        f"{_may_be_one_person(*_REVIEWS, _APPROVED_BY, _APPROVED_VIA)})",
        "the reviewer may be who decided or agreed, by an API key",
    ),
    *_when_it_comes(
        "second_look_by_another_credential",
        "moderation_secondlook",
        "reviewed_by_id",
        "reviewed_via",
        _may_be_one_person(*_REVIEWS, _DECIDED_BY, _DECIDED_VIA),
        "the reviewer may be who decided, by an API key",
    ),
)


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0015_notified_at'),
        ('articles', '0014_keys_bound_to_people'),
    ]

    operations = [
        AddColumnInPlace(
            model_name='appeal',
            name='reviewed_via',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='reviewed through'),
        ),
        AddColumnInPlace(
            model_name='decision',
            name='via',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='credential'),
        ),
        AddColumnInPlace(
            model_name='execution',
            name='approved_via',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='approved through'),
        ),
        AddColumnInPlace(
            model_name='queueitem',
            name='claimed_via',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='claimed through'),
        ),
        AddColumnInPlace(
            model_name='secondlook',
            name='reviewed_via',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='reviewed through'),
        ),
        AddColumnInPlace(
            model_name='skip',
            name='via',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='credential'),
        ),
        guarded(*GUARDS),
    ]
