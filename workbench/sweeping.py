"""Runs the reconcilers that the settings name."""

from __future__ import annotations

import time
from collections.abc import Iterable

import structlog
from django.utils.module_loading import import_string

from workbench.health.sweeps import Pass, note

log = structlog.get_logger(__name__)


def sweep_all(names: Iterable[str], *, dry_run: bool = False) -> dict[str, int]:
    """Runs each reconciler once; returns the rows it touched (or would, with `dry_run`) by its dotted name.

    A failing reconciler is logged, and the others still run; the first failure is raised at the end.
    """
    done: dict[str, int] = {}
    failures: list[Exception] = []
    passes: list[Pass] = []
    for dotted in names:
        began = time.perf_counter()
        try:
            done[dotted] = import_string(dotted)(dry_run=dry_run)
        except Exception as error:
            log.exception("sweep_failed", sweep=dotted)
            failures.append(error)
        rows = done.get(dotted, 0)
        passes.append(Pass(dotted, time.time(), time.perf_counter() - began, rows, dotted not in done))
        if rows:
            log.info("swept", sweep=dotted, rows=rows, dry_run=dry_run)
    if not dry_run:
        note(passes)
    if failures:
        raise failures[0]
    return done
