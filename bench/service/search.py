"""The search of the console over many articles: rare words, common ones, pasted headlines, links."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.harness.data import ROOT
from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result
from bench.harness.timing import percentile

FIGURE = "a search over all articles"
ARTICLES = 1_000_000
ALLOWED = 200


def run(*, quick: bool) -> list[Result]:
    """Measure the slowest kind of query in milliseconds: the box's request, from the view to its hits.

    The peer is a search for the same words by LIKE over the newest 5,000 headlines, which finds nothing older.
    """
    articles, rounds = (2_000, 2) if quick else (ARTICLES, 9)
    results = []
    for name, database in (("PostgreSQL", prepared), ("SQLite", _on_sqlite)):
        with database() as environment:
            found = printed("bench.service.search_measure", articles, rounds, environment=environment)
        results.append(_result(name, articles, found))
    return results


def _result(database: str, articles: int, found: dict[str, Any]) -> Result:
    kinds: dict[str, list[float]] = found["ms"]
    medians = {kind: percentile(times, 50) for kind, times in kinds.items()}
    slowest = max(medians, key=lambda kind: medians[kind])
    return Result(
        f"{FIGURE}, {database}", "ms, median of the slowest kind", medians[slowest],
        peer=percentile(found["peer"], 50), peer_name="LIKE over the newest 5,000 headlines",
        limit=ALLOWED, limit_name="allowed",
        note=f"{articles:,} articles; {', '.join(f'{kind} {ms:.0f}' for kind, ms in medians.items())} ms; "
        f"{found['bytes'] / articles:,.0f} bytes of index an article, {found['indexing']:.1f} ms to index one",
    )  # fmt: skip


@contextmanager
def _on_sqlite() -> Iterator[dict[str, str]]:
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as home:
        environment = {
            **inherited, "DJANGO_SETTINGS_MODULE": "workbench.settings", "LOG_LEVEL": "ERROR", "WORKBENCH_HOME": home,
        }  # fmt: skip
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        yield environment
