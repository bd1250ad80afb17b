"""Database errors: 503 while the database is unavailable, 500 for our own faults."""

from __future__ import annotations

import json
import sqlite3

import psycopg
import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from workbench.api.problems import server_error


def answered(cause: Exception, path: str) -> HttpResponse:
    """The answer to a request in which Django raised OperationalError from `cause`."""
    try:
        raise OperationalError("from the driver") from cause  # noqa: TRY301 - the handler asks for what is being handled
    except OperationalError:
        with override("zh-hans"):
            return server_error(RequestFactory().get(path))


def of_sqlite(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("said by SQLite")
    error.sqlite_errorname = name
    return error


AWAY = [
    psycopg.errors.DiskFull(),
    psycopg.errors.TooManyConnections(),
    psycopg.errors.AdminShutdown(),
    psycopg.OperationalError("connection refused"),
    *map(of_sqlite, ["SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_BUSY", "SQLITE_CANTOPEN"]),
]


@pytest.mark.parametrize("cause", AWAY, ids=repr)
def test_database_that_is_away_is_a_503_for_clients_and_people(cause: Exception) -> None:
    asked = answered(cause, "/api/v1/articles/")
    assert (asked.status_code, json.loads(asked.content)["code"]) == (503, "unavailable")
    shown = answered(cause, "/admin/triage/")
    assert (shown.status_code, asked["Retry-After"], shown["Retry-After"]) == (503, "5", "5")
    assert "请返回，稍后重新提交" in shown.content.decode()


@pytest.mark.parametrize("cause", [psycopg.errors.QueryCanceled(), of_sqlite("SQLITE_ERROR")], ids=repr)
def test_faulty_statement_is_a_500(cause: Exception) -> None:
    assert answered(cause, "/api/v1/articles/").status_code == 500
    assert answered(cause, "/admin/triage/").status_code == 500
