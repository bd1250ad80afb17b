"""Replaces time.sleep in each Python under libfaketime, whose clock_nanosleep fails with EINVAL.

It fails when the wall clock is faked and the monotonic one is not. Sleeping by select still works.
"""

import select
import time


def _sleep(seconds: float) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        select.select([], [], [], left)


time.sleep = _sleep
