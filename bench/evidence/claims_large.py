"""Banks of known claims of growing size: import, look-up of an article, memory; each size in a process of its own."""

from __future__ import annotations

from typing import Any

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result
from bench.service.growth import exponent

FIGURE = "known claims"
SIZES, QUICK = (10_000, 100_000, 1_000_000), (200, 400)


def run(*, quick: bool) -> list[Result]:
    """Import files of so many lines, and look articles up in them, on PostgreSQL."""
    found: list[dict[str, Any]] = []
    for size in QUICK if quick else SIZES:
        with prepared() as environment:
            found.append(printed("bench.evidence.claims_large_measure", size, environment=environment))
    results = []
    for name, unit, words in (
        ("import_us", "µs a line", "import"),
        ("look_up_ms", "ms an article", "look-up in batches of 25"),
        ("memory_mb", "MB", "most memory of the import"),
        ("bytes", "bytes a line", "on the disk"),
    ):
        points = [(each["lines"], each[name]) for each in found]
        costs = ", ".join(f"{lines:,}: {value:,.1f}" for lines, value in points)
        note = f"processor time; exponent {exponent(points):.2f}; {costs} {unit}"
        results.append(Result(f"{FIGURE}: {words}", unit, points[-1][1], note=note))
    return results
