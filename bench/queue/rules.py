"""Routing rules: 200 live rules with 10,000 phrases over one article; and a backtest beside a busy console."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.harness.data import ROOT
from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result, Skipped
from bench.harness.timing import percentile

FIGURE = "rules: 200 and 10,000 phrases over an article"
BACKTEST = "rules: a backtest"
CONSOLE = "rules: the console meanwhile"
RULES, PHRASES, ROUNDS, QUICK = 200, 10_000, 300, 20
ARTICLES, QUICK_ARTICLES, ALLOWED_S, ALLOWED_MS = 100_000, 1_000, 180, 150


def run(*, quick: bool) -> Result:
    """Measure an article, facts to matches, in milliseconds, beside rule-engine's own evaluation and a loop."""
    from bench.queue.rules_measure import contestants

    rounds = QUICK if quick else ROUNDS
    taken, taken_peer = [], []
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as home:
        os.environ |= {"WORKBENCH_HOME": home, "DJANGO_SETTINGS_MODULE": "workbench.settings", "LOG_LEVEL": "ERROR"}
        ours, peer = contestants(RULES, PHRASES)
        for round_ in range(rounds):
            taken.append(_ms(ours, round_))
            if round_ % 10 == 0:
                taken_peer.append(_ms(peer, round_))
    return Result(
        FIGURE, "ms", statistics.median(taken), peer=statistics.median(taken_peer),
        peer_name="rule-engine itself, each phrase by itself", limit=5, limit_name="allowed",
        note=f"median of {rounds} articles of 2,000 characters; 95th percentile {percentile(taken, 95):.1f} ms",
    )  # fmt: skip


def run_backtest(*, quick: bool) -> list[Result]:
    """Measure all articles by two workers in seconds, and the console's pages meanwhile in milliseconds."""
    articles = QUICK_ARTICLES if quick else ARTICLES
    # A stopped broker may still write files while the folder is removed.
    folders = tempfile.TemporaryDirectory(prefix="wb-bench-", ignore_cleanup_errors=True)
    with prepared() as environment, folders as folder:
        subprocess.run(
            [sys.executable, "-m", "bench.harness.fill_queue", str(articles)], cwd=ROOT, env=environment, check=True
        )
        started = _instance(Path(folder) / "home", environment["DATABASE_URL"])
        try:
            within = {**started.environment, "DJANGO_SETTINGS_MODULE": "workbench.settings"}
            found = printed("bench.queue.rules_backtest", started.port, environment=within)
        finally:
            started.clear_away()
    rows = f"PostgreSQL, {found['articles']:,} articles, 2 workers"
    return [
        Result(
            BACKTEST, "s", found["seconds"], limit=ALLOWED_S, limit_name="allowed",
            note=f"{rows}; {found['matches']:,} match; alone, reading the facts' rows: {found['read_s']:.0f} s",
        ),
        Result(
            CONSOLE, "ms at the 95th percentile", percentile(found["pages_ms"], 95), limit=ALLOWED_MS,
            limit_name="allowed",
            note=f"{len(found['pages_ms'])} pages of queue, items and rules, median "
            f"{statistics.median(found['pages_ms']):.0f} ms; idle {percentile(found['idle_ms'], 95):.0f} ms",
        ),
    ]  # fmt: skip


def _instance(home: Path, database: str) -> Any:
    from tests.services.instance import Instance

    if os.environ.get("WORKER_CONCURRENCY", "2") != "2":
        raise Skipped("WORKER_CONCURRENCY is not 2")
    instance = Instance(home, DATABASE_URL=database)
    instance.start()
    return instance


def _ms(work: Callable[[int], object], round_: int) -> float:
    began = time.process_time()
    work(round_)
    return 1000 * (time.process_time() - began)
