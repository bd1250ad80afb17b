"""Under the application's role everything goes on, and nothing that keeps the audit chain can be taken away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test import Client
from rest_framework.test import APIClient

from moderation.models import AuditEntry, Decision
from tests.makers import fields, queued, reason
from tests.services.elsewhere import elsewhere
from workbench.running import application_role
from workbench.running.guard import CannotStart
from workbench.system_checks.deploy_checks import tables_belong_to_another

ROLE = "workbench_rows"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def only_postgresql(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")


@pytest.fixture
def as_application(only_postgresql: None) -> Iterator[None]:
    """The product's connection is the application's role."""
    application_role.grant(ROLE, "a password")
    with elsewhere(USER=ROLE, PASSWORD="a password"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (ROLE,)
        yield


def test_the_main_flow_goes_on(
    as_application: None, moderator: User, assess_all: Callable[[], int], tmp_path: Path, settings: Any
) -> None:
    writing, working = StringIO(), StringIO()
    call_command("create_api_key", "platform", "--scopes", "articles:write,articles:read", stdout=writing)
    call_command(
        "create_api_key", "console", "--scopes", "queue:work", "--moderator", moderator.username, stdout=working
    )
    platform, console = (
        APIClient(headers={"Authorization": f"Api-Key {out.getvalue().split()[-1]}"}) for out in (writing, working)
    )
    assert platform.post("/api/v1/articles/", fields(), headers={"Idempotency-Key": "one"}).status_code == 201
    assert assess_all() == 1
    item = queued(reason())
    claimed = console.post("/api/v1/queue-items/claim/", {})
    assert claimed.status_code == 200, claimed.content
    made = console.post(
        f"/api/v1/queue-items/{item.pk}/decide/", {"version": claimed.json()["version"], "act": "allow"}
    )
    assert made.status_code == 201, made.content
    assert Decision.objects.get().act == "allow"
    signed_in = Client()
    signed_in.force_login(moderator)
    assert signed_in.get("/admin/triage/").status_code == 200
    assert Client().get("/readyz").status_code == 200
    for command in (["sweep"], ["sweep", "--nightly"], ["verify_audit"]):
        call_command(*command, stdout=StringIO())
    call_command(
        "weekly_report", "--week", "2026-W03", "--output", str(tmp_path), "--formats", "json", stdout=StringIO()
    )
    assert json.loads(next(tmp_path.glob("*.json")).read_text())


def test_whether_migrations_are_applied_is_seen(as_application: None) -> None:
    """Pods wait for this; without the right to read it they would wait for ever."""
    call_command("migrate", "--check", stdout=StringIO())


def test_a_backup_is_made(as_application: None, tmp_path: Path) -> None:
    call_command("backup", str(tmp_path / "backup"), stdout=StringIO())
    assert (tmp_path / "backup" / "manifest.json").is_file()


FORBIDDEN = [
    "ALTER TABLE moderation_auditentry DISABLE TRIGGER ALL",
    "ALTER TABLE moderation_auditentry OWNER TO CURRENT_USER",
    "ALTER TABLE articles_article ADD COLUMN more text",
    "TRUNCATE moderation_auditentry",
    "TRUNCATE articles_article CASCADE",
    "SET session_replication_role = replica",
    "DROP TABLE moderation_auditentry CASCADE",
    "CREATE TABLE mine (id int)",
    "CREATE TRIGGER mine BEFORE INSERT ON moderation_auditentry"
    " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE mine AS ON DELETE TO moderation_auditentry DO INSTEAD NOTHING",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE mine",
    "GRANT workbench_rows TO postgres",
    "DELETE FROM django_migrations",
    "SELECT workbench_make_month('moderation_auditentry', '2026-01-01')",
    "SELECT workbench_make_month('articles_reliabilitychange', '2099-01-01')",
    "COPY articles_article TO PROGRAM 'true'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_what_holds_the_chain_cannot_be_taken_away(as_application: None, statement: str) -> None:
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be|must have|has no months|at most")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_trigger_and_no_function_of_one_can_be_changed(as_application: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text, p.proname FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid"
            " WHERE NOT tgisinternal"
        )
        triggers = cursor.fetchall()
    assert len(triggers) > 10
    for name, table, function in triggers:
        for statement in (f"DROP TRIGGER {name} ON {table}", f"ALTER FUNCTION {function}() RENAME TO gone"):
            with pytest.raises(ProgrammingError, match="must be owner"), connection.cursor() as cursor:
                cursor.execute(statement)


def test_the_chain_refuses_changes_of_rows_as_before(as_application: None, moderator: User) -> None:
    from moderation import audit

    with transaction.atomic():
        audit.append(moderator, "decision.remove", "decision:1")
    with pytest.raises(Exception, match=r"cannot|append|never"), connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_auditentry SET actor = 'somebody'")
    assert AuditEntry.objects.count() == 1


def test_a_check_warns_of_the_owner_and_not_of_the_role(as_application: None) -> None:
    assert tables_belong_to_another(None) == []
    with elsewhere(USER="postgres", PASSWORD=""):
        assert [warning.id for warning in tables_belong_to_another(None)] == ["workbench.W012"]


def test_the_owner_and_a_superuser_are_refused_as_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
    with pytest.raises(CannotStart, match="another role"):
        application_role.grant(owner, "")


def test_granting_again_covers_new_tables_and_a_new_password(as_application: None) -> None:
    with elsewhere(USER="postgres", PASSWORD=""):
        application_role.grant(ROLE, "another password")
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE later (id int)")
            try:
                cursor.execute(f"SELECT has_table_privilege('{ROLE}', 'later', 'INSERT')")
                assert cursor.fetchone() == (True,)
            finally:
                cursor.execute("DROP TABLE later")
