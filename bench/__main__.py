"""`python -m bench`: runs the benchmarks and prints one table."""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.evidence import (
    attribution_recall,
    attributions,
    claims_known,
    claims_large,
    lookups,
    reuse,
    rewordings,
    stages,
    stories,
    story_large,
)
from bench.harness import results
from bench.harness.result import Result, Skipped, machine, table
from bench.pages import declarations, hostile, hostile_texts, parsing
from bench.queue import backlog, changelists, claims, console, fairness, rules
from bench.scores import headline_requests, headlines, reliability
from bench.service import api, attack, growth, search, start, submissions, webhooks, weekly

RESULTS = Path(__file__).parent / "RESULTS.md"
BENCHMARKS: dict[str, tuple[str, Callable[..., Result | list[Result]]]] = {
    "start": (start.START, start.run),
    "parsing": (parsing.FIGURE, parsing.run),
    "extractor": (parsing.TRAFILATURA, parsing.run_beside_extractor),
    "declarations": (declarations.FIGURE, declarations.run),
    "hostile": (hostile.FIGURE, hostile.run),
    "hostile-texts": (hostile_texts.FIGURE, hostile_texts.run),
    "fairness": (fairness.FIGURE, fairness.run),
    "attack": (attack.ASSESSED, attack.run),
    "headlines": (headlines.FIGURE, headlines.run),
    "headline-requests": (headline_requests.FIGURE, headline_requests.run),
    "attributions": (attributions.FIGURE, attributions.run),
    "attributions-marked": (attribution_recall.FIGURE, attribution_recall.run),
    "attributions-speed": (attributions.SPEED, attributions.run_speed),
    "reuse": (reuse.FIGURE, reuse.run),
    "rewordings": (rewordings.FIGURE, rewordings.run),
    "stories": (stories.FIGURE, stories.run),
    "story-large": (story_large.FIGURE, story_large.run),
    "lookups": (lookups.FIGURE, lookups.run),
    "stages": (stages.FIGURE, stages.run),
    "reliability": (reliability.FIGURE, reliability.run),
    "rules": (rules.FIGURE, rules.run),
    "backtest": (rules.BACKTEST, rules.run_backtest),
    "claims": (claims.FIGURE, claims.run),
    "claims-known": (claims_known.FIGURE, claims_known.run),
    "claims-large": (claims_large.FIGURE, claims_large.run),
    "console": (console.FIGURE, console.run),
    "changelists": (changelists.FIGURE, changelists.run),
    "search": (search.FIGURE, search.run),
    "submissions": (submissions.FIGURE, submissions.run),
    "webhooks": (webhooks.FIGURE, webhooks.run),
    "api": (api.FIGURE, api.run),
    "backlog": (backlog.FIGURE, backlog.run),
    "weekly": (weekly.REPORT, weekly.run),
    "growth": (growth.FIGURE, growth.run),
}
METHOD = """Medians of several rounds, ours, peer and limit in turn in the same run. Rates “a core” count processor
time; the others count the clock. A ratio carries over to other machines, a rate does not."""


def main(arguments: list[str] | None = None) -> int:
    """Run the selected benchmarks. Exit code 0; a failing benchmark ends the run with its traceback."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Benchmarks beside peers and limits.")
    parser.add_argument("--only", action="append", choices=list(BENCHMARKS), help="one benchmark; may be repeated")
    parser.add_argument("--quick", action="store_true", help="few rounds with little data, only to see that it runs")
    parser.add_argument("--write", action="store_true", help=f"also write the lines to bench/{RESULTS.name}")
    options = parser.parse_args(arguments)
    if options.write and options.quick:
        parser.error("--write is for results at full length, without --quick")
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    measured: dict[str, list[Result]] = {}
    for name in options.only or BENCHMARKS:
        figure, run = BENCHMARKS[name]
        began = time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            made = _in_a_process(run, quick=options.quick)
            measured[name] = made if isinstance(made, list) else [made]
        except Skipped as reason:
            measured[name] = [Result(figure, "", None, note=str(reason))]
        if options.write:
            lines = results.merged(results.written(RESULTS), {name: measured[name]}, today, BENCHMARKS)
            results.write(RESULTS, lines, f"{METHOD}\n\n{machine()}")
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(f"{machine()}\n\n{table([result for made in measured.values() for result in made])}\n")
    return 0


def _in_a_process(run: Callable[..., Result | list[Result]], *, quick: bool) -> Result | list[Result]:
    """Run a benchmark in its own process: Django reads its settings once, and memory is not inherited."""
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as one:
        return one.submit(run, quick=quick).result()


if __name__ == "__main__":
    sys.exit(main())
