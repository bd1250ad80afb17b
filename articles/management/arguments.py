"""Types of command-line arguments that several commands use."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date


def day(value: str) -> date:
    """Parse a day like 2026-01-31. Raises ArgumentTypeError, which argparse shows to the user."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ArgumentTypeError(f"{value!r} is no date like 2026-01-31") from error
