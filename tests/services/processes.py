"""Looks at other processes through /proc."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def children_of(pid: int) -> set[int]:
    """The processes whose parent is `pid`."""
    return {child for child, (_, parent, _group, _session) in _table().items() if parent == pid}


def descendants_of(pid: int) -> set[int]:
    """Children, their children, and so on."""
    found = children_of(pid)
    return found.union(*(descendants_of(child) for child in found))


def running(pids: set[int]) -> set[int]:
    """Those of `pids` that still run; a zombie does not."""
    table = _table()
    return {pid for pid in pids if pid in table and table[pid][0] != "Z"}


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 180) -> None:
    """Returns when the condition holds; fails after `seconds`, naming `what` it waited for."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.05)


def _table() -> dict[int, tuple[str, int, int, int]]:
    """State, parent, process group and session of every process, by its id."""
    table = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # pid (name) state ppid pgrp session …, where the name may hold anything
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        table[int(stat.parent.name)] = (fields[0], int(fields[1]), int(fields[2]), int(fields[3]))
    return table
