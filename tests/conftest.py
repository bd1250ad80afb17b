"""The suite's surroundings: a home folder, a broker and a database of its own, whatever the machine has running.

`--database postgresql` runs the tests whose outcome a database may decide (`rings.ON_SQLITE_ALONE` names the others)
on a PostgreSQL server that is started for them.
`--without-servers` runs the tests that need no database and start no process.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import ordering, rings, surroundings

# One thread for linear algebra, also in processes that tests start: ours is small, and several test processes share the
# cores. Threads that wait for each other took four fifths of the time of training. Numpy reads it when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
pytest_plugins = ["tests.fixtures", "tests.services.fixtures"]
# How long an example takes on a busy machine says nothing.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite", help="what the tests run on")
    parser.addoption("--without-servers", action="store_true", help="only tests without database and processes")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # until all tests are collected: what is loaded and collected stays
    surroundings.set_up(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    surroundings.tear_down(config)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.stash[surroundings.DATABASE]}"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if config.getoption("--database") == "sqlite" or not collection_path.is_dir():
        return None
    return rings.is_for_sqlite_alone(f"{collection_path.relative_to(config.rootpath).as_posix()}/") or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    _select(config, items)
    if hasattr(config, "workerinput"):
        items[:] = ordering.spread(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    gc.freeze()  # millions of objects, which would be looked through again and again
    gc.enable()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    missing = config.stash[surroundings.MISSING]
    if missing:
        terminalreporter.section("NOT TESTED ON POSTGRESQL", red=True, bold=True)
        terminalreporter.line(f"No server could be started, so nothing ran on PostgreSQL: {missing}")


def _select(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--without-servers"):
        _keep(config, items, lambda item: not rings.uses_database(item) and not rings.starts_processes(item))
    if config.getoption("--database") == "sqlite":
        return
    _keep(config, items, rings.differs_by_database)
    missing = config.stash[surroundings.MISSING]
    for item in items if missing else ():
        item.add_marker(pytest.mark.skip(reason=f"no PostgreSQL: {missing}"))


def _keep(config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]) -> None:
    left_out = [item for item in items if not wanted(item)]
    items[:] = [item for item in items if wanted(item)]
    config.hook.pytest_deselected(items=left_out)
