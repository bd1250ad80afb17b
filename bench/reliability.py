"""Source reliability recomputed: all sources in the night, and one source when its evidence changes, on PostgreSQL."""

from __future__ import annotations

from bench.on_postgresql import prepared, printed
from bench.result import Result

FIGURE = "reliability: the nightly whole"
ONE = "reliability: one source"
SOURCES, QUICK = 100_000, 200
ARTICLES_A_SOURCE = 20


def run(*, quick: bool) -> list[Result]:
    """Seconds for all sources over twenty times as many articles, and milliseconds for one, of those with 500."""
    with prepared() as environment:
        sources = QUICK if quick else SOURCES
        found = printed("bench.reliability_measure", sources, ARTICLES_A_SOURCE, environment=environment)
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
