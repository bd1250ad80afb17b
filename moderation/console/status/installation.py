"""State of the installation's processes, from the function that settings.INSTALLATION_STATE names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Reconciler:
    """A sweep by its dotted name: seconds since its last pass and what that took, rows in all, how it ended."""

    name: str
    age: float
    seconds: float
    rows: int
    failures: int
    failed: bool


@dataclass(frozen=True, slots=True)
class Installation:
    """Parts by name with `ok`, `late`, `none`, `unknown`, `unreadable` or an error's name; workers with the seconds
    since their last heartbeat; reconcilers. The last two are empty when the broker, which keeps them, is away."""

    parts: dict[str, str]
    workers: dict[str, float]
    reconcilers: list[Reconciler]
    database: str
    """The kind of database: `sqlite` or `postgresql`."""


def installation() -> Installation:
    """The current state."""
    read_state: Callable[[], Installation] = import_string(settings.INSTALLATION_STATE)
    return read_state()
