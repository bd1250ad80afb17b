"""First import of each Python under libfaketime: its clock_nanosleep refuses (EINVAL) what Python's sleep asks for.

That is where the wall clock is faked and the monotonic one is not. Sleeping by select is not touched by it.
"""

import select
import time


def _sleep(seconds: float) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        select.select([], [], [], left)


time.sleep = _sleep
