"""Detection of copies among many articles: on SQLite, on PostgreSQL, and by datasketch's MinHashLSH in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.harness.data import ROOT
from bench.harness.result import Result

FIGURE = "reuse: planted copies found"
ARTICLES, QUICK = 100_000, 500


def run(*, quick: bool) -> list[Result]:
    """Measure recall, look-up, single writes and size for the same texts in each of the three."""
    amount = QUICK if quick else ARTICLES
    with _sqlite() as environment:
        sqlite = _measured(amount, environment)
    peer = _measured(amount, {}, "--peer")
    return [*_found(sqlite, peer), *_speed("SQLite", sqlite, peer), *_postgresql(amount, peer)]


def _found(ours: dict[str, Any], peer: dict[str, Any]) -> list[Result]:
    by_kind = ours["recall_by_kind"]
    worst = min(by_kind, key=by_kind.get)
    name = "datasketch MinHashLSH 32×4"
    articles = f"{ours['articles']:,} articles, {ours['planted']:,} planted edits"
    false = f"{ours['unrelated']} asked; no run of 25 letters is the same"
    return [
        Result(
            FIGURE, "%", 100 * ours["recall"], 100 * peer["recall"], name,
            note=f"{articles}; worst kind {worst}: {100 * by_kind[worst]:.1f} %",
        ),
        Result(
            "reuse: false pairs of web articles", "pairs", ours["false_pairs"], peer["false_pairs"], name, note=false,
        ),
        Result(
            "reuse: false pairs of bulletins in officialese", "pairs",
            ours["false_pairs_bulletins"], peer["false_pairs_bulletins"], name, note=false,
        ),
    ]  # fmt: skip


def _speed(database: str, ours: dict[str, Any], peer: dict[str, Any] | None) -> list[Result]:
    name = "datasketch, in memory" if peer else ""
    rows = f"{database}, {ours['fingerprints']:,} fingerprints"
    return [
        Result(
            "reuse: look-up and verification, p99", "ms", ours["p99_ms"], peer and peer["p99_ms"], name,
            note=f"{database}; p50 {ours['p50_ms']:.1f} ms",
        ),
        Result(
            "reuse: written one by one", "articles/s", ours["one_by_one"], peer and peer["one_by_one"], name,
            ours["bare_commits"], "bare commits of one row", note=f"{database}, each committed to the disk",
        ),
        Result("reuse: size", "MB", ours["megabytes"], peer and peer["megabytes"], name, note=rows),
    ]  # fmt: skip


def _postgresql(amount: int, peer: dict[str, Any]) -> list[Result]:
    from tests.services.postgresql import PostgreSQL, Unavailable

    server = PostgreSQL(durable=True)
    try:
        server.start()
    except Unavailable as reason:
        return [Result("reuse: look-up and verification, p99", "", None, note=f"PostgreSQL: {reason}")]
    try:
        with tempfile.TemporaryDirectory(prefix="wb-bench-") as home:
            environment = {"WORKBENCH_HOME": home, "DATABASE_URL": server.url}
            return _speed("PostgreSQL", _measured(amount, environment), peer)
    finally:
        server.stop()


@contextmanager
def _sqlite() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as home:
        yield {"WORKBENCH_HOME": home}


def _measured(amount: int, environment: dict[str, str], *options: str) -> dict[str, Any]:
    """Run `bench.evidence.reuse_measure` in its own process and installation; return its figures."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    settings = {"DJANGO_SETTINGS_MODULE": "workbench.settings", "LOG_LEVEL": "ERROR"}
    everything = {**inherited, **settings, **environment}
    if not options:
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
        subprocess.run(migrate, cwd=ROOT, env=everything, check=True)
    measure = [sys.executable, "-m", "bench.evidence.reuse_measure", "--articles", str(amount), *options]
    done = subprocess.run(measure, cwd=ROOT, env=everything, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures
