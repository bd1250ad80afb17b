"""Recomputation of source reliability on PostgreSQL: all sources at night, and one source after a change."""

from __future__ import annotations

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result

FIGURE = "reliability: the nightly whole"
ONE = "reliability: one source"
SOURCES, QUICK = 100_000, 200
ARTICLES_A_SOURCE = 20


def run(*, quick: bool) -> list[Result]:
    """Measure all sources with twenty times as many articles in seconds, and one source with 500 in milliseconds."""
    with prepared() as environment:
        sources = QUICK if quick else SOURCES
        found = printed("bench.scores.reliability_measure", sources, ARTICLES_A_SOURCE, environment=environment)
    rows = f"PostgreSQL, {found['sources']:,} sources, {found['articles']:,} articles"
    return [
        Result(
            FIGURE, "s", found["whole_s"], limit=found["read_s"], limit_name="reading the evidence alone",
            note=f"{rows}; the first time, with every row written: {found['first_s']:.0f} s",
        ),
        Result(
            ONE, "ms", found["one_ms"], limit=found["commit_ms"], limit_name="a commit of one row",
            note=f"{rows}; median of the largest, {found['largest']:,} articles each",
        ),
    ]  # fmt: skip
