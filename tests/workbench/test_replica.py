"""Commands that docs/sizing.md sends to a replica work on a streaming hot standby; writes are refused."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from moderation.decisions import decide
from moderation.queue.claims import claim
from moderation.reports.rollups.counting import count_due
from moderation.reports.week import Week
from tests.makers import queued
from tests.moderation.decisions.test_decide import request_for
from tests.services.forks import process
from tests.services.postgresql import PostgreSQL, Unavailable
from tests.services.processes import wait_for
from tests.services.worker import database_url

pytestmark = pytest.mark.django_db(transaction=True)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def standby() -> Iterator[str]:
    """DATABASE_URL of the tests' database on a standby of their server."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no replicas")
    primary = urlsplit(database_url())
    server = PostgreSQL()
    try:
        server.follow(primary.port or 5432)
    except Unavailable as reason:
        pytest.skip(f"no standby: {reason}")
    yield server.url.rpartition("/")[0] + primary.path
    server.stop()


@pytest.fixture
def on_standby(standby: str, tmp_path: Path) -> Run:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn()")
            written = cursor.fetchone()[0]
        with psycopg.connect(standby) as follower:
            caught_up = f"SELECT pg_last_wal_replay_lsn() >= '{written}'"
            wait_for(lambda: follower.execute(caught_up).fetchone() == (True,), "the standby")
        environment = {**os.environ, "DATABASE_URL": standby, "WORKBENCH_HOME": str(tmp_path / "home")}
        return process.run(["manage.py", *arguments], environment)

    return run


def decided(user) -> int:
    item = claim(user, queued().pk)
    return decide(user, request_for(item, "remove", "2.1")).pk


def test_standby_serves_reads_and_refuses_writes(moderator, on_standby: Run, tmp_path: Path) -> None:
    first = decided(moderator)
    today = timezone.localdate().isoformat()
    export = ("export_decisions", "--from", today, "--to", today, "--kind", "log", "--form", "json", "--output", "-")
    done = on_standby(*export)
    assert [json.loads(line)["decision"] for line in done.stdout.splitlines()] == [first], done.stderr
    second = decided(moderator)
    done = on_standby(*export)
    assert [json.loads(line)["decision"] for line in done.stdout.splitlines()] == [first, second], "it follows"
    done = on_standby("verify_audit")
    assert (done.returncode, done.stdout[:18]) == (0, "audit chain whole:"), done.stderr
    done = on_standby("backup", str(tmp_path / "backup"))
    assert (done.returncode, "2 audit entries" in done.stdout) == (0, True), done.stdout + done.stderr
    count_due()
    done = on_standby("rebuild_rollups", "--dry-run")
    assert done.stdout.endswith("the roll-ups are equal to a full count\n"), done.stdout + done.stderr
    week = str(Week.of(timezone.now() - timedelta(days=7)))
    for writes in (
        ("create_api_key", "somebody", "--scopes", "articles:read"),
        ("weekly_report", "--week", week, "--output", str(tmp_path / "out")),
    ):
        done = on_standby(*writes)
        assert (done.returncode, "read-only transaction" in done.stderr) == (1, True), done.stdout + done.stderr
