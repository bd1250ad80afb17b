"""The API under load on both databases: submit, batch, list, score, beside a bare view that inserts one row.

The product's own web server (two processes of eight threads), four clients at once over loopback. No worker runs: the
benchmark measures the web side, and on two cores a worker would compete with it.
"""

from __future__ import annotations

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result, Skipped
from bench.harness.stack import embedded
from bench.harness.timing import percentile

FIGURE = "API under load"
CLIENTS = 4
_NAMES = {
    "submit": "POST /articles/",
    "submit_keyed": "POST /articles/, Idempotency-Key",
    "list": "GET /articles/, 50 a page",
    "unchanged": "GET /articles/, 304",
    "score": "POST /headlines/score/, 10 headlines",
}
_BATCH = 500


def run(*, quick: bool) -> list[Result]:
    """Measure requests per second and the 95th percentile of each endpoint, and a batch of 500, on both databases."""
    amount, batches = (20, 2) if quick else (800, 5)
    results: list[Result] = []
    for database, installed in (("SQLite", embedded), ("PostgreSQL", prepared)):
        try:
            with installed() as environment:
                found = printed("bench.service.api_measure", amount, batches, CLIENTS, environment=environment)
        except Skipped as reason:
            results.append(Result(f"{FIGURE}, {database}", "", None, note=str(reason)))
            continue
        limit = found["bare"]["rate"]
        for name, title in _NAMES.items():
            taken = found[name]["ms"]
            results.append(
                Result(
                    title, "requests/s", found[name]["rate"], limit=limit,
                    limit_name="a bare Django view that inserts one row",
                    note=f"{database}, {CLIENTS} clients, p95 {percentile(taken, 95):.0f} ms "
                    f"(bare {percentile(found['bare']['ms'], 95):.0f} ms)",
                )
            )  # fmt: skip
        slowest = max(found["batch"]["ms"]) / 1000
        results.append(
            Result(
                f"batch of {_BATCH} accepted", "s, the slowest", slowest, limit=_BATCH / limit,
                limit_name="as many bare inserts", note=f"{database}, {batches} batches, under 2 s is wanted",
            )
        )  # fmt: skip
    return results
