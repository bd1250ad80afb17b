"""Back-pressure: response times while 100,000 assessments are due, beside the same with none due.

PostgreSQL, the product's own web server; four clients of the API at once, one moderator. No worker runs, so that only
the web side is measured. A pass of the sweeps, which workers repeat all the time, is measured separately.
"""

from __future__ import annotations

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result
from bench.harness.timing import percentile

FIGURE = "with 100,000 assessments due"
DUE, REQUESTS, ROUNDS = 100_000, 100, 2
_ALLOWED_MS = 150
_NAMES = {
    "submit": "POST /articles/",
    "refused": "POST /articles/batch/, refused: 503 `backlog`",
    "list": "GET /articles/, 50 a page",
    "item": "console, page of an item",
    "queue": "console, the queue",
    "status": "console, the status page",
    "metrics": "GET /metrics",
    "sweep": "a pass of the sweeps",
}


def run(*, quick: bool) -> list[Result]:
    """Measure the 95th percentile of each in milliseconds; rounds alternate between all due and none due."""
    due, requests, rounds = (2_000, 12, 1) if quick else (DUE, REQUESTS, ROUNDS)
    with prepared() as environment:
        # Batches are refused from the default backlog on, or from all if fewer are due.
        own = {"BATCH_BACKLOG": str(min(20_000, due))}
        found = printed("bench.queue.backlog_measure", due, requests, rounds, environment={**environment, **own})
    results = []
    for name, title in _NAMES.items():
        full, empty = found["full"][name], found["empty"].get(name)
        limited = {"limit": _ALLOWED_MS, "limit_name": "allowed"} if name in ("item", "queue") else {}
        results.append(
            Result(
                title, "ms at the 95th percentile", percentile(full, 95),
                peer=percentile(empty, 95) if empty else None, peer_name="with nothing due",
                note=f"{due:,} due, median {percentile(full, 50):.0f} ms", **limited,
            )
        )  # fmt: skip
    return results
