"""Refusals about API keys."""

from __future__ import annotations


class KeyRefused(ValueError):
    """A key could not be created, changed or bound; the message says why."""
