"""A story of very many members on both databases: its pages, the list by size, REST, and one act for many.

The first member is the original; every other one is a copy of it, each with its edge and its open item.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import Any

from bench.harness.data import ROOT
from bench.harness.installation import takes_database
from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result, Skipped

FIGURE = "a story of 50,000 members"
MEMBERS, QUICK = 50_000, 300
ALLOWED = 1_000
"""Milliseconds of a page. Chosen: a moderator waits that long for a page with 200 articles, not longer."""


def run(*, quick: bool) -> list[Result]:
    """Measure each page on SQLite and, where it can run, on PostgreSQL."""
    members = QUICK if quick else MEMBERS
    results = _results("SQLite", _on_sqlite(members), members)
    try:
        with prepared() as environment:
            results += _results("PostgreSQL", printed(_MEASURE, members, environment=environment), members)
    except Skipped as reason:
        results.append(Result(FIGURE, "", None, note=str(reason)))
    return results


_MEASURE = "bench.evidence.story_large_measure"


def _on_sqlite(members: int) -> dict[str, Any]:
    from pathlib import Path

    with tempfile.TemporaryDirectory(prefix="wb-bench-") as home:
        inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        environment = {
            **inherited, "DJANGO_SETTINGS_MODULE": "workbench.settings", "LOG_LEVEL": "ERROR", "WORKBENCH_HOME": home,
        }  # fmt: skip
        if not takes_database(Path(home)):
            subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        return printed(_MEASURE, members, environment=environment)


def _results(database: str, ms: dict[str, float], members: int) -> list[Result]:
    return [
        Result(
            f"{FIGURE}: {name}",
            "ms",
            took,
            limit=ALLOWED,
            limit_name="allowed",
            note=f"{members:,} members, {database}",
        )
        for name, took in ms.items()
    ]
