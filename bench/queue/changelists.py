"""Lists of admin and console on a large installation: every filter, search and the last pages."""

from __future__ import annotations

import statistics

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result
from bench.harness.timing import percentile

FIGURE = "the admin's lists"
ARTICLES = 1_000_000
ALLOWED = 300


def run(*, quick: bool) -> Result:
    """Measure the 95th percentile of all lists in milliseconds, beside the stock admin's list of articles."""
    articles = 300 if quick else ARTICLES
    with prepared() as environment:
        found = printed("bench.queue.changelists_measure", articles, 1 if quick else 3, environment=environment)
    lists: dict[str, float] = found["ms"]
    slowest = max(lists, key=lambda url: lists[url])
    return Result(
        FIGURE, "ms at the 95th percentile", percentile(list(lists.values()), 95),
        peer=statistics.median(found["stock"]), peer_name="the stock admin's list of articles", limit=ALLOWED,
        limit_name="allowed", note=f"{articles:,} articles, PostgreSQL; {len(lists)} lists with filters and searches; "
        f"median {percentile(list(lists.values()), 50):.0f} ms, slowest {lists[slowest]:.0f} ms ({slowest})",
    )  # fmt: skip
