"""Runs the reconcilers that the settings name."""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from django.utils.module_loading import import_string

log = structlog.get_logger(__name__)


def sweep_all(names: Iterable[str], *, dry_run: bool = False) -> dict[str, int]:
    """One pass: what each reconciler did (or would do, with `dry_run`), in rows, by its dotted name.

    One that fails is logged and does not keep the others from running; the first failure is raised at the end.
    """
    done: dict[str, int] = {}
    failures: list[Exception] = []
    for dotted in names:
        try:
            done[dotted] = import_string(dotted)(dry_run=dry_run)
        except Exception as error:
            log.exception("sweep_failed", sweep=dotted)
            failures.append(error)
            continue
        if done[dotted]:
            log.info("swept", sweep=dotted, rows=done[dotted], dry_run=dry_run)
    if failures:
        raise failures[0]
    return done
