"""Lifts the guards of evidence, as only the owner of the tables can: to forge like one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lifted() -> Iterator[None]:
    """Runs the block without any guard of `moderation.database.guards`; they stand again afterwards."""
    from articles.database import guards
    from moderation.database.guards import triggers

    guards.remove(triggers())
    yield
    guards.install(triggers())
