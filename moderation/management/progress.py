"""A bar of progress for commands that read a large file."""

from __future__ import annotations

import time
from typing import Any

_WIDTH = 30
_TERMINAL, _LOG = 0.2, 10.0  # seconds between two pictures of it


class Progress:
    """Shows which part of `size` bytes is done: one line drawn anew on a terminal, else a line now and then."""

    def __init__(self, out: Any, size: int) -> None:
        self._out, self._size, self._began = out, max(1, size), time.monotonic()
        self._on_terminal = out.isatty()
        self._shown = self._began

    def show(self, place: int, words: str) -> None:
        """Show the place, unless it was shown just now."""
        now = time.monotonic()
        if now - self._shown >= (_TERMINAL if self._on_terminal else _LOG):
            self._shown = now
            share = min(1.0, place / self._size)
            bar = "█" * int(share * _WIDTH)
            left = (now - self._began) * (1 - share) / share if share else 0.0
            text = f"{bar:·<{_WIDTH}} {share:4.0%}  {words}, about {left:,.0f} s left"
            self._out.write(f"\r{text}" if self._on_terminal else text, ending="" if self._on_terminal else "\n")

    def end(self) -> None:
        """Leave the line of a terminal."""
        if self._on_terminal:
            self._out.write("")
