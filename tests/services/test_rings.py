"""`make check` leaves out tests that need a server, without any marker on them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from threadpoolctl import threadpool_info

from tests import rings
from workbench.env import BASE_DIR


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch):
    def module(name: str, **values: object) -> str:
        made = ModuleType(f"tests.rings_{name}")
        vars(made).update(values)
        monkeypatch.setitem(sys.modules, made.__name__, made)
        return made.__name__

    return module


def test_module_without_processes_is_in_the_fast_ring(module):
    assert not rings._reaches_processes(module("pure", Path=Path, pytest=pytest))


def test_module_with_subprocess_is_left_out(module):
    assert rings._reaches_processes(module("commands", subprocess=subprocess))


def test_module_is_left_out_when_a_helper_of_its_starts_processes(module):
    helper = module("helper", subprocess=subprocess)
    run = type("Run", (), {"__module__": helper})
    assert rings._reaches_processes(module("user", Run=run))
    assert rings._reaches_processes(module("whole", helper=sys.modules[helper]))


def test_test_with_the_broker_is_left_out(request, broker):
    assert rings.starts_processes(request.node)
    assert not rings.uses_database(request.node)


def test_test_with_rows_is_left_out(request, moderator):
    assert rings.uses_database(request.node)
    assert not rings.commits(request.node)


def test_test_with_rows_runs_on_the_second_database_unless_its_place_is_named(request, moderator, monkeypatch):
    assert rings.differs_by_database(request.node)
    monkeypatch.setitem(rings.ON_SQLITE_ALONE, "tests/services/", "for this test")
    assert not rings.differs_by_database(request.node)


@pytest.mark.parametrize("place", rings.ON_SQLITE_ALONE)
def test_place_that_runs_on_sqlite_alone_is_there(place):
    path, _, test = place.partition("::")
    assert (BASE_DIR / path).is_dir() if path.endswith("/") else f"def {test}" in (BASE_DIR / path).read_text("utf-8")


@pytest.mark.parametrize("folder", rings.WITHOUT_ROWS)
def test_folder_without_rows_is_there_and_no_test_in_it_uses_rows(folder, request):
    assert (BASE_DIR / folder).is_dir()
    items = request.session.items
    assert [item.nodeid for item in items if item.nodeid.startswith(folder) and rings.uses_database(item)] == []


@pytest.mark.parametrize("folder", ["tests/vocabulary/", *rings.WITHOUT_ROWS])
def test_the_second_database_does_not_load_what_is_for_sqlite_alone(folder):
    assert rings.is_for_sqlite_alone(folder)


@pytest.mark.parametrize("folder", ["tests/", "tests/moderation/", "tests/provenance/stored/"])
def test_the_second_database_loads_what_it_decides(folder):
    assert not rings.is_for_sqlite_alone(folder)


def test_test_that_commits_is_known(request, transactional_db):
    assert rings.uses_database(request.node)
    assert rings.commits(request.node)


def test_linear_algebra_has_one_thread_unless_the_caller_wants_more():
    import numpy  # noqa: F401 - loads its library
    import scipy.linalg  # noqa: F401

    pools = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert pools
    assert set(pools) == {int(os.environ["OPENBLAS_NUM_THREADS"])}
