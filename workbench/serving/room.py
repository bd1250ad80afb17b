"""Room for what waits between clients and threads: counted, and beyond a little memory in nameless files."""

from __future__ import annotations

import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import IO


class Room:
    """At most `size` bytes, and of these at most `share` for one owner. Safe from any thread."""

    def __init__(self, folder: Path, size: int, share: int | None = None) -> None:
        self._folder = folder
        self._size, self._share = size, size if share is None else share
        self._used: Counter[str] = Counter()
        self._total = 0
        self._lock = threading.Lock()

    def take(self, count: int, owner: str = "") -> bool:
        """Takes room for `count` bytes; false when there is too little."""
        with self._lock:
            if self._total + count > self._size or self._used[owner] + count > self._share:
                return False
            self._total += count
            self._used[owner] += count
            return True

    def give(self, count: int, owner: str = "") -> None:
        """Gives it back."""
        with self._lock:
            self._total -= count
            self._used[owner] -= count
            if not self._used[owner]:
                del self._used[owner]

    def file(self, memory: int) -> IO[bytes]:
        """A new file without a name, which stays in memory up to `memory` bytes. Raises OSError in use: a full disk."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return tempfile.SpooledTemporaryFile(max_size=memory, dir=str(self._folder))
