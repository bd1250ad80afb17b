"""Files that wait for processes are spread among those that compute."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests import ordering, rings


@pytest.fixture(autouse=True)
def _needs_are_in_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rings, "starts_processes", lambda item: "serving" in item.nodeid)
    monkeypatch.setattr(rings, "commits", lambda item: "committing" in item.nodeid)


def files(names: list[str]) -> list[str]:
    items = [SimpleNamespace(nodeid=f"{name}::test_{number}") for number in range(2) for name in names]
    ordered = [item.nodeid.partition("::")[0] for item in ordering.spread(items)]
    assert ordered[::2] == ordered[1::2], "a file's tests stay together"
    return ordered[::2]


def test_files_that_wait_are_spread_and_the_last_ones_compute():
    assert files(["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "serving", "committing"]) == [
        "serving", "p1", "p2", "p3", "committing", "p4", "p5", "p6", "p7", "p8",
    ]  # fmt: skip


@pytest.mark.parametrize("names", [[], ["p1"], ["serving"], ["serving", "committing", "p1"]])
def test_no_test_is_lost_or_doubled(names):
    assert sorted(files(names)) == sorted(names)


def test_larger_files_come_first():
    items = [SimpleNamespace(nodeid=name) for name in ("small::a", "large::a", "large::b")]
    assert [item.nodeid for item in ordering.spread(items)] == ["large::a", "large::b", "small::a"]
