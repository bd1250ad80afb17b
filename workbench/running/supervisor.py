"""Runs the services side by side (honcho); starts one that died again, and stops all when it dies again and again."""

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
MOST_DEATHS = 5
"""A service that dies this often within `_WINDOW` seconds is given up: a start does not mend it."""
_WINDOW = 600.0
# Seconds before the first start; each further death within the window doubles them.
_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


def services(procfile: Path, *, embedded_broker: bool) -> dict[str, str]:
    """The command of each service by name; the broker only if it is the embedded one."""
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
    """Keeps printing when a write fails, so that a full disk under the log ends no service."""

    lost = False

    def write(self, message: Message) -> None:
        try:
            super().write(message)
            if self.lost:
                self.lost = False
                super().write(message._replace(data="lines before this one could not be written"))
        except (OSError, RuntimeError):
            # RuntimeError: Python's streams refuse a message from a signal handler while a line is being written.
            self.lost = True


class Supervisor(Manager):  # type: ignore[misc] # honcho has no types
    """honcho's manager with an order: the broker is up before the others start, and ends after them.

    A service that dies is started again after a pause. `_returns` holds when, by name; `_deaths` the moments of its
    deaths.
    """

    def __init__(self, broker_is_up: Callable[[], bool], when_started: Callable[[], None]) -> None:
        super().__init__(LastingPrinter(sys.stdout))
        self._process_ctor = _Service
        self._broker_is_up = broker_is_up
        self._when_started = when_started
        self._terminating = False
        self._deaths: dict[str, list[float]] = {}
        self._returns: dict[str, float] = {}
        self.ended_by_itself: list[str] = []

    def run(self) -> int:
        """Runs until a stop signal (returns 0) or until a service is given up (returns 1)."""
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup ignores it
            signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
        try:
            self.loop()
        finally:
            # The whole group, to end processes that a killed service left behind.
            for process in self._processes.values():
                if "pid" in process:
                    self._procmgr.kill(process["pid"])
        return 1 if self.ended_by_itself else 0

    def terminate(self) -> None:
        """Starts to stop everything, and returns at once."""
        if self._terminating:
            return
        self._terminating = True
        self._returns.clear()
        threading.Thread(target=self._stop_in_order, daemon=True).start()

    def _start(self) -> None:
        for name, process in self._processes.items():
            process["process"] = multiprocessing.Process(name=name, target=process["obj"].run, args=(self.events, True))
            process["process"].start()
            if name == BROKER:
                _wait_until(lambda: self._broker_is_up() or not self._processes[BROKER]["process"].is_alive())
        threading.Thread(target=self._when_started, daemon=True).start()

    def _all_started(self) -> bool:
        """honcho asks this at every turn of its loop; so it is where dead services are looked after."""
        if not self._terminating:
            self._look_after()
        return bool(super()._all_started())

    def _any_stopped(self) -> bool:
        return bool(self.ended_by_itself) or (self._terminating and bool(super()._any_stopped()))

    def _all_stopped(self) -> bool:
        return not self._returns and bool(super()._all_stopped())

    def _look_after(self) -> None:
        now = time.monotonic()
        for name, process in self._processes.items():
            if "returncode" in process and name not in self._returns and name not in self.ended_by_itself:
                self._note_death(name, process["returncode"], now)
            elif now >= self._returns.get(name, now + 1):
                self._start_again(name, process)

    def _note_death(self, name: str, code: int, now: float) -> None:
        recent = [at for at in self._deaths.get(name, ()) if at > now - _WINDOW]
        self._deaths[name] = [*recent, now]
        if len(recent) + 1 >= MOST_DEATHS:
            self.ended_by_itself.append(name)
            self._system_print(f"{name} died {MOST_DEATHS} times in {_WINDOW / 60:.0f} minutes: giving up\n")
            return
        pause = min(_LONGEST_PAUSE, _PAUSE * 2 ** len(recent))
        self._returns[name] = now + pause
        self._system_print(f"{name} died (rc={code}): starting it again in {pause:.0f} s\n")

    def _start_again(self, name: str, process: dict[str, Any]) -> None:
        # Its whole group, to end processes that a killed service left behind.
        self._procmgr.kill(process["pid"])
        del self._returns[name], process["returncode"], process["pid"]
        self.returncode = None
        process["process"] = multiprocessing.Process(name=name, target=process["obj"].run, args=(self.events, True))
        process["process"].start()

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
    # Only the process, not its group: a worker that gets the signal lets its children finish their tasks.
    if "pid" in process and "returncode" not in process:
        try:
            os.kill(process["pid"], signal.SIGTERM)
        except ProcessLookupError:  # ended this moment; honcho's note of it is on its way
            return
