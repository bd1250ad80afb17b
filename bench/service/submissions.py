"""From submission to queued item on both databases, by HTTP, with a real broker and worker and all stages on."""

from __future__ import annotations

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result, Skipped
from bench.harness.stack import embedded
from bench.harness.timing import percentile

FIGURE = "submission to queued item"
# Target in articles per second for each database on two cores. The delay is measured at half of it.
_WANTED = {"PostgreSQL": 100, "SQLite": 40}


def run(*, quick: bool) -> list[Result]:
    """Measure articles per second in consecutive large batches, and the delay at half the target rate.

    A quick run uses SQLite alone and only shows that the benchmark works.
    """
    batches, size, seconds = (1, 40, 1) if quick else (8, 500, 20)
    results: list[Result] = []
    databases = (("PostgreSQL", prepared), ("SQLite", embedded))
    for database, installed in databases[-1:] if quick else databases:
        wanted = _WANTED[database]
        try:
            with installed() as environment:
                found = printed(
                    "bench.service.submissions_measure", batches, size, wanted // 2, seconds, environment=environment
                )
        except Skipped as reason:
            results.append(Result(f"{FIGURE}, {database}", "", None, note=str(reason)))
            continue
        delays = found["delays"]
        results += [
            Result(
                f"{FIGURE}, batches of {size}", "articles/s", found["rate"], limit=found["bare"],
                limit_name="bare inserts, a row a transaction",
                note=f"{database}, {batches} in all, a worker of 2 processes, {found['queued']} of "
                f"{found['articles']} queued; {wanted} wanted",
            ),
            Result(
                f"submit → queued, p95 at {wanted // 2} articles/s", "s", percentile(delays, 95),
                note=f"{database}, batches of {found['batch']}, median {percentile(delays, 50):.2f} s, "
                f"slowest {max(delays):.2f} s; under 2 wanted",
            ),
        ]  # fmt: skip
    return results
