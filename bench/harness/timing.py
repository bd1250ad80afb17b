"""Measure contestants in turn, so that other load on the machine affects all of them alike."""

from __future__ import annotations

import contextlib
import gc
import math
import multiprocessing
import statistics
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection

from workbench.allocator import keep_freed_memory

# Shortest turn of a contestant in seconds of processor time: a shorter one would meet the machine at one moment, a
# slow peer at many.
TURN = 0.4
# Forked, so that contestants may be closures over data that is loaded once.
_FORK = multiprocessing.get_context("fork")


def rates(contestants: Mapping[str, Callable[[], int]], rounds: int, turn: float = TURN) -> dict[str, float]:
    """Measure the median rate of each contestant, in units of work per second of processor time.

    A contestant does its work once and returns the number of units. It measures processor time, because on a shared
    machine the clock measures the neighbours. Each contestant has its own process: in a common one, a peer's remains on
    the heap changed the others' rates by a factor of two. `rounds` rounds in turn follow a warm-up that does not count.
    """
    runners = {name: _Runner(work, turn) for name, work in contestants.items()}
    try:
        measured: dict[str, list[float]] = {name: [] for name in contestants}
        for _ in range(rounds):
            for name, runner in runners.items():
                measured[name].append(runner.turn())
    finally:
        for runner in runners.values():
            runner.stop()
    return {name: statistics.median(values) for name, values in measured.items()}


def percentile(values: list[float], percent: int) -> float:
    """Return the percentile of the values, interpolated linearly."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


class _Runner:
    """A contestant's process: waits for a command, runs one turn, and returns its rate."""

    def __init__(self, work: Callable[[], int], turn: float) -> None:
        self._ours, theirs = _FORK.Pipe()
        self._process = _FORK.Process(target=_serve, args=(work, turn, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def turn(self) -> float:
        """Run a turn; return units per second. Raises EOFError when the contestant failed (traceback on stderr)."""
        self._ours.send(True)
        return float(self._ours.recv())

    def stop(self) -> None:
        # Send a message; closing the pipe would not do, because contestants forked later hold copies of this end.
        with contextlib.suppress(BrokenPipeError):  # a contestant that failed is gone already
            self._ours.send(False)
        self._process.join()
        self._ours.close()


def _serve(work: Callable[[], int], turn: float, pipe: Connection) -> None:
    keep_freed_memory()  # as in our workers, for every contestant
    gc.freeze()  # exclude objects imported before the fork from garbage collection
    repeats = 0
    while pipe.recv():
        if not repeats:
            repeats = max(1, math.ceil(turn / max(_seconds(work, 1)[0], 1e-6)))
        seconds, done = _seconds(work, repeats)
        pipe.send(done / seconds)


def _seconds(work: Callable[[], int], repeats: int) -> tuple[float, int]:
    gc.collect()
    began = time.process_time()
    done = sum(work() for _ in range(repeats))
    return time.process_time() - began, done
