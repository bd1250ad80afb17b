"""Growth of costs with the number of stored articles, on PostgreSQL; and the list endpoint at the largest size."""

from __future__ import annotations

import math
from typing import Any

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result
from bench.harness.timing import percentile

FIGURE = "growth"
SIZES, QUICK = (10_000, 100_000, 1_000_000), (200, 400)
ALLOWED = 100


def run(*, quick: bool) -> list[Result]:
    """Measure the factor by which each cost grows for ten times the articles: 1 is constant, 10 is linear."""
    sizes = QUICK if quick else SIZES
    with prepared() as environment:
        found: list[dict[str, Any]] = printed(
            "bench.service.growth_measure", 10 if quick else 150, *sizes, environment=environment
        )  # type: ignore[assignment]
    results = [_growth(name, "ms", [(each["articles"], each["ms"][name]) for each in found]) for name in found[0]["ms"]]
    results.append(_growth("an article in the database", "kB", [(e["articles"], e["bytes"] / 1000) for e in found]))
    lists: dict[str, list[float]] = found[-1]["lists"]
    slowest = max(lists, key=lambda query: percentile(lists[query], 50))
    results.append(
        Result(
            "GET /articles/ with every filter", "ms at the 95th percentile",
            percentile([ms for taken in lists.values() for ms in taken], 95), limit=ALLOWED, limit_name="allowed",
            note=f"{found[-1]['articles']:,} articles, PostgreSQL, one client, processor time, {len(lists)} queries; "
            f"slowest {percentile(lists[slowest], 50):.0f} ms (?{slowest})",
        )
    )  # fmt: skip
    return results


def exponent(points: list[tuple[int, float]]) -> float:
    """Fit the slope of log cost over log number by least squares."""
    xs, ys = [math.log(number) for number, _ in points], [math.log(cost) for _, cost in points]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return over / sum((x - middle_x) ** 2 for x in xs)


def _growth(name: str, unit: str, points: list[tuple[int, float]]) -> Result:
    slope = exponent(points)
    costs = ", ".join(f"{number:,}: {cost:.1f} {unit}" for number, cost in points)
    note = f"exponent {slope:.2f}; {costs}"
    return Result(f"{FIGURE}: {name}", "× for ten times the articles", 10**slope, note=note)
