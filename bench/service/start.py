"""Time of a start, and memory of all processes at rest, on embedded defaults."""

from __future__ import annotations

import os
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.harness.result import Result

START, MEMORY = "start, until it is ready", "memory at rest, all processes"
MOST_SECONDS, MOST_MEGABYTES = 8, 600
_TICKS = os.sysconf("SC_CLK_TCK")


def run(*, quick: bool) -> list[Result]:
    """Seconds from the command to its banner when everything is installed and migrated; megabytes half a minute later.

    Memory is the proportional set size: what processes share counts once.
    """
    from tests.services.instance import Instance
    from tests.services.processes import wait_for

    times, rest = (1, 1) if quick else (5, 30)
    taken, worked = [], []
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as folder:
        instance = Instance(Path(folder) / "home")
        try:
            instance.start()
            wait_for(lambda: instance.get("/readyz").get("work") == "ok", "the sample articles")
            for _ in range(times):
                instance.stop()
                began = time.monotonic()
                instance.start()
                taken.append(time.monotonic() - began)
                worked.append(sum(_processor_seconds(pid) for pid in instance.processes()))
            time.sleep(rest)
            processes = instance.processes()
            shared = {pid: _kilobytes(pid) for pid in processes}
            instance.stop()
        finally:
            instance.clear_away()
    proportional, resident = (sum(each[name] for each in shared.values()) / 1024 for name in ("Pss", "Rss"))
    return [
        Result(
            START, "s", statistics.median(taken), limit=MOST_SECONDS, limit_name="allowed",
            note=f"the second and later ones; {statistics.median(worked):.1f} s of processor time",
        ),
        Result(
            MEMORY, "MB", proportional, limit=MOST_MEGABYTES, limit_name="allowed",
            note=f"{len(processes)} processes; resident sizes added up: {resident:.0f} MB",
        ),
    ]  # fmt: skip


def _kilobytes(pid: int) -> dict[str, int]:
    """Return the memory of the process by kind."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return {name: int(size) for name, size in re.findall(r"^(\w+): +(\d+) kB", text, re.MULTILINE)}


def _processor_seconds(pid: int) -> float:
    """Return the processor time of the process and of its finished children, in seconds."""
    fields: list[Any] = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS
