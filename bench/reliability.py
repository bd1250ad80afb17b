"""Source reliability recomputed: all sources in the night, and one source when its evidence changes, on PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from bench.data import ROOT
from bench.result import Result

FIGURE = "reliability: the nightly whole"
ONE = "reliability: one source"
SOURCES, QUICK = 100_000, 200
ARTICLES_A_SOURCE = 20


def run(*, quick: bool) -> list[Result]:
    """Seconds for all sources over twenty times as many articles, and milliseconds for one, of those with 500."""
    from tests.services.postgresql import PostgreSQL, Unavailable

    server = PostgreSQL(durable=True)
    try:
        server.start()
    except Unavailable as reason:
        return [Result(FIGURE, "", None, note=f"PostgreSQL: {reason}")]
    try:
        with tempfile.TemporaryDirectory(prefix="wb-bench-") as home:
            found = _measured(QUICK if quick else SOURCES, {"WORKBENCH_HOME": home, "DATABASE_URL": server.url})
    finally:
        server.stop()
    rows = f"PostgreSQL, {found['sources']:,} sources, {found['articles']:,} articles"
    return [
        Result(
            FIGURE, "s", found["whole_s"], limit=found["read_s"], limit_name="reading the evidence alone",
            note=f"{rows}; the first time, with every row written: {found['first_s']:.0f} s",
        ),
        Result(
            ONE, "ms", found["one_ms"], limit=found["commit_ms"], limit_name="a commit of one row",
            note=f"{rows}; median of the largest, {found['largest']:,} articles each",
        ),
    ]  # fmt: skip


def _measured(sources: int, environment: dict[str, str]) -> dict[str, Any]:
    """What `bench.reliability_measure` prints, in a process and an installation of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    settings = {"DJANGO_SETTINGS_MODULE": "workbench.settings", "LOG_LEVEL": "ERROR"}
    environment = {**inherited, **settings, **environment}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "bench.reliability_measure", str(sources), str(ARTICLES_A_SOURCE)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
