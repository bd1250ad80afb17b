"""Partitions by month: rows and guards are kept, work goes on, and an old month can be detached."""
# ruff: noqa: S608 - names of tables are our own

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import ProvenanceChange, ReliabilityChange, Source
from moderation.models import DeliveryAttempt, WebhookDelivery
from moderation.webhooks.delivery import deliver_due
from tests.makers import assessed
from tests.moderation.webhooks.receiver import receiving
from tests.moderation.webhooks.world import Clock, endpoint_for, happened
from workbench.partitions.months import AHEAD, make_ahead
from workbench.partitions.tables import TABLES, Month
from workbench.running import application_role

pytestmark = pytest.mark.django_db
MOVES, ATTEMPTS = "articles_reliabilitychange", "moderation_deliveryattempt"
_KEPT = {
    "constraints": "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass"
    " AND contype IN ('c', 'f')",
    "triggers": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
    "indexes": "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass",
    "nulls": "SELECT attname, attnotnull, atttypid FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0",
}


@pytest.fixture
def only_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no partitions")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(datetime(2026, 1, 15, 12, tzinfo=UTC))
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def receiver(settings: Any) -> Any:
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.0/8"]
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def three_months(only_postgresql: None, clock: Clock, receiver: Any) -> None:
    """January to March: in each an article that moves its source's score, a message that arrives, a correction."""
    endpoint_for(receiver)
    for days in (31, 28, 0):
        a_day()
        clock.move(days=days)


def a_day() -> None:
    version = assessed()
    happened(version.article)
    deliver_due()
    ProvenanceChange(version=version, what="direction", before=1, after=2).save()
    # Deferred constraints in the test's one transaction would keep tables from being altered.
    query("SET CONSTRAINTS ALL IMMEDIATE")


def query(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else []


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("partition_by_month", *arguments, stdout=out)
    return out.getvalue()


def rows(table: str) -> list[tuple[Any, ...]]:
    return query(f"SELECT id, created_at FROM {table} ORDER BY id")


@pytest.mark.parametrize("table", TABLES)
def test_rows_and_all_that_guards_them_are_kept(three_months: None, table: str) -> None:
    before = rows(table), {name: sorted(query(statement, table)) for name, statement in _KEPT.items()}
    assert len(before[0]) >= 3
    assert f"{table}: {len(before[0])} rows moved" in command(table)
    assert (rows(table), {name: sorted(query(statement, table)) for name, statement in _KEPT.items()}) == before
    by_month = query(f"SELECT tableoid::regclass::text, min(created_at), max(created_at) FROM {table} GROUP BY 1")
    assert {name: {first.month, last.month} for name, first, last in by_month} == {
        f"{table}_2026_{number:02d}": {number} for number in (1, 2, 3)
    }
    month = f"{table}_2026_01"
    removals = [f"{removal} {name}" for removal in ("DELETE FROM", "TRUNCATE") for name in (table, month)]
    for change in (f"UPDATE {table} SET created_at = now()", *removals):
        with pytest.raises(IntegrityError, match=r"cannot be (changed|removed)"), transaction.atomic():
            query(change)
    assert "0 rows moved, 0 months" in command(table), "twice does nothing"


def test_work_goes_on_and_its_rows_come_into_their_month(three_months: None, clock: Clock, client, api_key) -> None:
    for table in TABLES:
        command(table)
    clock.move(days=31)
    last = {table: rows(table)[-1][0] for table in TABLES}
    a_day()
    for table in TABLES:
        assert query(f"SELECT min(id) > %s FROM {table}_2026_04", last[table]) == [(True,)], table
    assert set(WebhookDelivery.objects.values_list("state", "tries")) == {("delivered", 1)}
    source = Source.objects.get(name="山城观察")
    answer = client.get(
        f"/api/v1/sources/{source.pk}/reliability/", headers={"authorization": f"Api-Key {api_key('scores:read')}"}
    )
    assert len(answer.json()["history"]) == ReliabilityChange.objects.count() >= 4


def test_an_attempt_is_written_once(three_months: None) -> None:
    command(ATTEMPTS)
    (last,) = DeliveryAttempt.objects.order_by("-id")[:1]
    last.pk, last._state.adding = None, True
    with pytest.raises(IntegrityError, match="once"), transaction.atomic():
        last.save()


def test_query_for_a_period_reads_only_its_months(three_months: None) -> None:
    command(MOVES)
    since = datetime(2026, 3, 1, tzinfo=UTC)
    plan = ReliabilityChange.objects.filter(created_at__range=(since, since + timedelta(days=30))).explain()
    assert set(re.findall(rf"{MOVES}_\d+_\d+", plan)) == {f"{MOVES}_2026_03"}


def test_an_old_month_is_put_away_and_all_else_goes_on(three_months: None, clock: Clock, client, admin_user) -> None:
    for table in TABLES:
        command(table)
    january = {table: query(f"SELECT count(*) FROM {table}_2026_01")[0][0] for table in TABLES}
    old = WebhookDelivery.objects.earliest("pk")
    for table in TABLES:
        before = len(rows(table))
        assert command(table, "--detach", "2026-01").startswith(f"{table}_2026_01: no longer part")
        assert len(rows(table)) == before - january[table]
        assert query(f"SELECT count(*) FROM {table}_2026_01") == [(january[table],)], "its rows are kept"
        with pytest.raises(CommandError, match="has no partition"):
            command(table, "--detach", "2026-01")
    a_day()
    assert make_ahead() == 0, "a month put away is not made anew"
    client.force_login(admin_user)
    for path in (f"webhookdelivery/{old.pk}/change/", "webhookdelivery/"):
        assert client.get(f"/admin/moderation/{path}").status_code == 200
    source = Source.objects.get(name="山城观察")
    assert client.get(f"/admin/articles/source/{source.pk}/change/").status_code == 200


def test_the_night_makes_a_year_of_months_ahead(three_months: None, clock: Clock) -> None:
    assert make_ahead() == 0, "nothing was taken apart"
    command(MOVES)
    assert make_ahead() == 0
    clock.move(days=62)
    assert (make_ahead(dry_run=True), make_ahead(), make_ahead()) == (2, 2, 0)
    clock.move(days=31 * (AHEAD - 1))
    a_day()
    assert ReliabilityChange.objects.filter(created_at=clock.now).exists()


def test_a_table_without_rows_begins_with_this_month(only_postgresql: None, clock: Clock) -> None:
    command(MOVES)
    first = query("SELECT min(inhrelid::regclass::text) FROM pg_inherits WHERE inhparent = %s::regclass", MOVES)
    assert first == [(f"{MOVES}_2026_01",)]
    a_day()
    assert ReliabilityChange.objects.count() == 1


def test_partitions_need_postgresql_and_a_valid_month() -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(CommandError, match="no month like 2026-01"):
            command(MOVES, "--detach", "January")
        return
    assert make_ahead() == 0
    with pytest.raises(CommandError, match="SQLite has no partitions"):
        command(MOVES)


def test_months_follow_each_other_over_years() -> None:
    december = Month(2026, 12)
    assert (december.later(), december.later(14), str(december.later())) == (Month(2027, 1), Month(2028, 2), "2027-01")
    # In UTC it is still December.
    assert Month.of(datetime.fromisoformat("2027-01-01T07:59:00+08:00")) == december


@pytest.mark.parametrize("table", TABLES)
def test_months_are_made_at_night_under_a_role_that_owns_nothing(only_postgresql: None, table: str) -> None:
    command(table)
    last = max(Month.of(timezone.now()).later(n) for n in range(AHEAD + 1)).partition_of(table)
    as_made = query(f"SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = '{last}'")
    query(f"DROP TABLE {last}")
    application_role.grant("workbench_months", "")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE workbench_months")
        assert make_ahead(dry_run=True) == 1
        assert make_ahead() == 1
        assert make_ahead() == 0
        cursor.execute("RESET ROLE")
    assert query(f"SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = '{last}'") == as_made
    assert query(f"SELECT tableowner = current_user FROM pg_tables WHERE tablename = '{last}'") == [(True,)]
    unique = query(f"SELECT count(*) FROM pg_indexes WHERE indexname = '{last}_once' AND indexdef LIKE '%UNIQUE%'")
    assert unique == [(1 if TABLES[table] else 0,)]
