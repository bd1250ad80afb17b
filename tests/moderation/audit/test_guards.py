"""The database refuses to change or remove evidence, whoever writes; and it says what it lacks."""
# ruff: noqa: S608 - names of tables are our own

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from articles.database.guards import append_only, unique_columns
from articles.models.immutable import ImmutableRow
from moderation import audit
from moderation.database import guards
from moderation.models import AuditEntry, AuditHead
from tests.guards import lifted
from tests.moderation.audit.world import appealed, decided, verified

pytestmark = pytest.mark.django_db
EVIDENCE = [model._meta.db_table for model in apps.get_models() if issubclass(model, ImmutableRow)]
KEPT = ["moderation_audithead", "moderation_execution", "moderation_appeal"]
_ENTRY = "moderation_auditentry"
_COLUMNS = "id, sequence, at, actor, action, subject, payload, previous_hash, hash"


@pytest.fixture
def chain(moderator):
    appealed(decided(moderator))
    decided(moderator, "allow", "")
    assert audit.verify() == (3, None)


def refused(statement: str) -> None:
    before = list(AuditEntry.objects.order_by("pk").values()), AuditHead.objects.values().get()
    connection.check_constraints()  # PostgreSQL does not empty a table whose foreign keys are still to be checked
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert before == (list(AuditEntry.objects.order_by("pk").values()), AuditHead.objects.values().get())
    assert verified()[0] == 0


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(
    "statement",
    [
        f"DELETE FROM {_ENTRY}",
        f"DELETE FROM {_ENTRY} WHERE sequence = 3",
        f"UPDATE {_ENTRY} SET actor = 'x'",
        "UPDATE moderation_audithead SET sequence = 2",
        "UPDATE moderation_audithead SET sequence = sequence + 1",
        "UPDATE moderation_audithead SET hash = 'x'",
        "UPDATE moderation_audithead SET id = 2, sequence = 4",
        f"UPDATE moderation_audithead SET sequence = 1, hash = (SELECT hash FROM {_ENTRY} WHERE sequence = 1)",
        "DELETE FROM moderation_audithead",
        "INSERT INTO moderation_audithead (id, sequence, hash) VALUES (2, 0, '')",
        "UPDATE moderation_decision SET note = 'x'",
        "DELETE FROM moderation_decision",
        "DELETE FROM moderation_execution",
        "DELETE FROM moderation_appeal",
        "UPDATE moderation_appeal SET id = id + 1000",
        "UPDATE moderation_appeal SET text = 'x'",
        "UPDATE moderation_appeal SET appellant = 'x'",
        "UPDATE moderation_execution SET decision_id = decision_id + 1000",
        "UPDATE moderation_execution SET decided_by_id = decided_by_id + 1000",
    ],
)
def test_evidence_is_neither_changed_nor_removed(statement):
    refused(statement)


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("sequence", ["1", "3", "5", "-1", "0"])
def test_entry_that_is_not_the_next_is_refused(sequence):
    columns = _COLUMNS.replace("id, sequence", f"(SELECT max(id) + 1 FROM {_ENTRY}), {sequence}")
    refused(f"INSERT INTO {_ENTRY} ({_COLUMNS}) SELECT {columns} FROM {_ENTRY} WHERE sequence = 1")


@pytest.mark.usefixtures("chain")
def test_next_entry_that_does_not_follow_from_the_head_is_refused():
    columns = _COLUMNS.replace("id, sequence", f"(SELECT max(id) + 1 FROM {_ENTRY}), 4")
    refused(f"INSERT INTO {_ENTRY} ({_COLUMNS}) SELECT {columns} FROM {_ENTRY} WHERE sequence = 2")


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("key", ["id = 2", "sequence = 2"])
def test_replacing_an_entry_is_refused_on_sqlite(key, recursive):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    columns = _COLUMNS.replace("actor", "'x'")
    if key == "sequence = 2":
        columns = columns.replace("id, ", "id + 100, ")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
    refused(f"INSERT OR REPLACE INTO {_ENTRY} ({_COLUMNS}) SELECT {columns} FROM {_ENTRY} WHERE sequence = 2")


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("table", ["moderation_audithead", "moderation_decision", "moderation_execution"])
def test_replacing_what_counts_is_refused_on_sqlite(table):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(("table", "key"), [("moderation_execution", "decision_id"), ("moderation_appeal", "id")])
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_a_row_that_takes_the_key_of_another_does_not_remove_it_on_sqlite(moderator, table, key, recursive):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no UPDATE OR REPLACE")
    appealed(decided(moderator))
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
    both = f"(SELECT min({key}) FROM {table}) WHERE {key} = (SELECT max({key}) FROM {table})"
    refused(f"UPDATE OR REPLACE {table} SET {key} = {both}")


@pytest.mark.parametrize("table", [*EVIDENCE, *KEPT])
def test_tables_of_evidence_are_not_emptied(table, chain):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        is_empty = cursor.fetchone() == (0,)
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")
    elif not is_empty:
        refused(f"DELETE FROM {table}")


@pytest.mark.django_db(transaction=True)
def test_flush_of_an_installation_is_refused(moderator):
    decided(moderator)
    with pytest.raises(CommandError, match="be flushed"):
        call_command("flush", interactive=False)
    assert verified()[0] == 0


def test_every_guard_stands_after_the_migrations():
    assert guards.missing() == []
    with lifted():
        assert {
            trigger.name for trigger in append_only(AuditEntry) if trigger.only in (None, connection.vendor)
        } <= set(guards.missing())
    assert guards.missing() == []


def test_guards_are_made_anew_by_migrate():
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON moderation_audithead"
        cursor.execute(f"DROP TRIGGER audit_head_grows{on}")
    assert guards.missing() == ["audit_head_grows"]
    guards.install(plan=[])
    assert guards.missing() == []


def test_disabled_guard_counts_as_missing():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite cannot disable a trigger")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE moderation_audithead DISABLE TRIGGER audit_head_grows")
    assert guards.missing() == ["audit_head_grows"]
    guards.install(plan=[])
    assert guards.missing() == []


@pytest.mark.parametrize("table", EVIDENCE)
def test_replace_guard_knows_every_unique_index(table):
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table).values()
    indexes = {tuple(sorted(row["columns"])) for row in found if row["unique"]}
    known = {tuple(sorted(columns)) for columns in unique_columns(model)}
    assert indexes | {(model._meta.pk.column,)} == known  # SQLite has no index for its row number
