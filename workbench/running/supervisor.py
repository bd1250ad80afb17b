"""Runs the services side by side (honcho): when one ends all are stopped, the broker last, and none is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Message, Printer
from honcho.process import Popen, Process

from workbench.running.parent import end_with_parent

BROKER = "broker"
# Seconds to wait for one step, up or down. (honcho kills what still runs 5 s after the first service has ended.)
_PATIENCE = 10.0


def services(procfile: Path, *, embedded_broker: bool) -> dict[str, str]:
    """The command of each service by name; the broker only where it is ours."""
    processes: dict[str, str] = dict(parse_procfile(procfile.read_text()).processes)
    if not embedded_broker:
        del processes[BROKER]
    return processes


class _Service(Process):  # type: ignore[misc] # honcho has no types
    """A service that ends when this program does, however it ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._child_ctor = _spawn

    def run(self, *args: Any, **kwargs: Any) -> None:
        end_with_parent(signal.SIGKILL)
        super().run(*args, **kwargs)


def _spawn(command: str, **kwargs: Any) -> Popen:
    return Popen(command, preexec_fn=end_with_parent, **kwargs)


class LastingPrinter(Printer):  # type: ignore[misc] # honcho has no types
    """Prints while it can: services do not end because the disk with their log is full."""

    lost = False

    def write(self, message: Message) -> None:
        try:
            super().write(message)
            if self.lost:
                self.lost = False
                super().write(message._replace(data="lines before this one could not be written"))
        except (OSError, RuntimeError):
            # RuntimeError: a signal that is told of while a line is being written, which Python's streams refuse.
            self.lost = True


class Supervisor(Manager):  # type: ignore[misc] # honcho has no types
    """honcho's manager with an order: the broker is up before the others start, and ends after them."""

    def __init__(self, broker_is_up: Callable[[], bool], when_started: Callable[[], None]) -> None:
        super().__init__(LastingPrinter(sys.stdout))
        self._process_ctor = _Service
        self._broker_is_up = broker_is_up
        self._when_started = when_started
        self._terminating = False
        self.ended_by_itself: list[str] = []

    def run(self) -> int:
        """Runs until it is told to stop or a service ends. Returns 0 when told to, 1 when one ended by itself."""
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup ignores it
            signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
        try:
            self.loop()
        finally:
            # Its group: what a service that was killed has left behind.
            for process in self._processes.values():
                if "pid" in process:
                    self._procmgr.kill(process["pid"])
        return 1 if self.ended_by_itself else 0

    def terminate(self) -> None:
        """Begins to stop everything, and returns at once."""
        if self._terminating:
            return
        self._terminating = True
        self.ended_by_itself = [name for name, process in self._processes.items() if "returncode" in process]
        threading.Thread(target=self._stop_in_order, daemon=True).start()

    def _start(self) -> None:
        for name, process in self._processes.items():
            process["process"] = multiprocessing.Process(name=name, target=process["obj"].run, args=(self.events, True))
            process["process"].start()
            if name == BROKER:
                _wait_until(lambda: self._broker_is_up() or not self._processes[BROKER]["process"].is_alive())
        threading.Thread(target=self._when_started, daemon=True).start()

    def _stop_in_order(self) -> None:
        _wait_until(self._all_started)
        others = [process for name, process in self._processes.items() if name != BROKER]
        for process in others:
            _terminate(process)
        _wait_until(lambda: all("returncode" in process for process in others))
        if BROKER in self._processes:
            _terminate(self._processes[BROKER])


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)


def _terminate(process: dict[str, Any]) -> None:
    # Not its group: a worker lets its children finish what they have begun, if only the worker is told.
    if "pid" in process and "returncode" not in process:
        try:
            os.kill(process["pid"], signal.SIGTERM)
        except ProcessLookupError:  # ended this moment; honcho's note of it is on its way
            return
