"""Measuring contestants in turn, so that whatever else the machine does meets all of them."""

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

# How long each contestant runs a round at least, in seconds of processor time: a short one would meet the machine at
# one moment while a slow peer meets it over many.
TURN = 0.4
# Forked, so that contestants may be closures over data that is loaded once.
_FORK = multiprocessing.get_context("fork")


def rates(contestants: Mapping[str, Callable[[], int]], rounds: int, turn: float = TURN) -> dict[str, float]:
    """The median rate of each contestant in units of work a second of processor time, over `rounds` rounds in turn.

    A contestant does its work once and returns how many units it did. Processor time, not the clock: on a shared
    machine the clock measures the neighbours. Each has a process of its own: in a common one, what a peer leaves on the
    heap changed the others' rates by a factor of two. One pass that does not count comes first.
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
    """The value that `percent` of 100 do not exceed, between neighbours in proportion."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


class _Runner:
    """A contestant's process: waits, runs one turn when told to, says its rate."""

    def __init__(self, work: Callable[[], int], turn: float) -> None:
        self._ours, theirs = _FORK.Pipe()
        self._process = _FORK.Process(target=_serve, args=(work, turn, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def turn(self) -> float:
        """Units a second. Raises EOFError when the contestant failed; its traceback is on standard error."""
        self._ours.send(True)
        return float(self._ours.recv())

    def stop(self) -> None:
        # Said, not shown by closing the pipe: the contestants forked later hold copies of this end.
        with contextlib.suppress(BrokenPipeError):  # a contestant that failed is gone already
            self._ours.send(False)
        self._process.join()
        self._ours.close()


def _serve(work: Callable[[], int], turn: float, pipe: Connection) -> None:
    keep_freed_memory()  # as in our workers, for every contestant
    gc.freeze()  # what was imported before the fork is nobody's garbage: not to be walked in every collection
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
