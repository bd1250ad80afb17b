"""Types of command-line arguments that several commands take."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date


def day(value: str) -> date:
    """A day like 2026-01-31; raises what argparse tells people."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ArgumentTypeError(f"{value!r} is no date like 2026-01-31") from error
