"""At most a few passwords are hashed at a time on this machine: each costs a core for about a second.

A slot is a locked file in the home folder, so that all web processes share them and a killed one gives its slot back.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class Busy(Exception):
    """No slot is free; try again in some seconds."""


# Whoever waits holds a thread of the web server, of which there are eight: so few wait, and not for long.
WAIT_SECONDS = 2.0
_STEP = 0.05
_strangers, _known = threading.BoundedSemaphore(2), threading.BoundedSemaphore(2)


@contextmanager
def slot(*, known: bool) -> Iterator[None]:
    """Holds one of settings.LOGIN_HASHES slots; people on a known device or address have one more for themselves.

    Raises Busy after WAIT_SECONDS, and at once when others wait already.
    """
    names = [str(number) for number in range(settings.LOGIN_HASHES)] + (["known"] if known else [])
    descriptor = _take(names)
    if descriptor is None:
        descriptor = _wait_for(names, _known if known else _strangers)
    try:
        yield
    finally:
        os.close(descriptor)  # which unlocks it


def _wait_for(names: list[str], waiting: threading.BoundedSemaphore) -> int:
    if not waiting.acquire(blocking=False):
        raise Busy
    try:
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end:
            time.sleep(_STEP)
            descriptor = _take(names)
            if descriptor is not None:
                return descriptor
    finally:
        waiting.release()
    raise Busy


def _take(names: list[str]) -> int | None:
    """The descriptor of a file that is now locked by it, or None when all are taken."""
    folder = Path(settings.HOME) / "sign_in_slots"
    folder.mkdir(mode=0o700, exist_ok=True)
    for name in names:
        # A description of its own for each taker: flock holds between threads, too.
        descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
        else:
            return descriptor
    return None
