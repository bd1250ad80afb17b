"""A temporary PostgreSQL server for a benchmark, with the product's tables."""

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
from bench.harness.result import Skipped


@contextmanager
def prepared() -> Iterator[dict[str, str]]:
    """Yield the environment of an installation on an empty database with synchronous commits. Raises Skipped."""
    from tests.services.postgresql import PostgreSQL, Unavailable

    server = PostgreSQL(durable=True)
    try:
        server.start()
    except Unavailable as reason:
        raise Skipped(f"PostgreSQL: {reason}") from None
    try:
        with tempfile.TemporaryDirectory(prefix="wb-bench-") as home:
            inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
            environment = {
                **inherited, "DJANGO_SETTINGS_MODULE": "workbench.settings", "LOG_LEVEL": "ERROR",
                "WORKBENCH_HOME": home, "DATABASE_URL": server.url,
            }  # fmt: skip
            subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
            yield environment
    finally:
        server.stop()


def printed(module: str, *arguments: object, environment: dict[str, str]) -> dict[str, Any]:
    """Run `python -m module` in a process of its own and return the JSON that it prints."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
