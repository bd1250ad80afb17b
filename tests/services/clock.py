"""A wall clock for a test's processes, settable while they run, by libfaketime.

The monotonic clock goes on as it does on a machine whose time is set.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SHIM = Path(__file__).parent / "under_faketime"
_NAME = "libfaketimeMT.so.1"
_PLACES = ("/usr/lib/*/faketime", "/usr/lib/faketime", "/usr/lib64/faketime", "/usr/local/lib/faketime")


class Clock:
    """Starts with the right time. Processes started within `worn` use this clock for as long as they run."""

    def __init__(self, file: Path, library: Path) -> None:
        self._file = file
        self._environment = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(_SHIM), os.environ.get("PYTHONPATH", "")])),
        }
        self.set(0)

    def set(self, seconds: int) -> None:
        """Sets the clock `seconds` ahead of the right time, or behind it when negative."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        fresh.rename(self._file)  # nobody reads half of it

    @contextmanager
    def worn(self) -> Iterator[None]:
        """Processes started within use this clock, by their environment."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self._environment.items():
                patch.setenv(name, value)
            yield


def clock(file: Path) -> Clock:
    """A clock kept in `file`. Skips the test where libfaketime is not installed."""
    found = [path for place in _PLACES for path in Path("/").glob(f"{place[1:]}/{_NAME}")]
    if not found:
        pytest.skip("libfaketime is not installed (on Debian: apt-get install faketime): clocks cannot be set here")
    return Clock(file, found[0])
