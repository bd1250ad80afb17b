"""Look-ups of retellings and stories among very many articles, on PostgreSQL: time, growth, bytes, old weeks gone."""

from __future__ import annotations

from typing import Any

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result
from bench.service.growth import exponent

FIGURE = "look-up of retellings and stories"
SIZES, QUICK = (10_000, 100_000, 1_000_000), (500, 1_000)
PROBES, QUICK_PROBES = 300, 20
ALLOWED_MS = 20
_WITHOUT = 15_300
"""Bytes of an article with all else that the product keeps of it: `growth` at 1,000,000 articles."""
ALLOWED_SHARE = 40


def run(*, quick: bool) -> list[Result]:
    """Measure at each size; the articles arrived within two weeks, which a look-up reads both."""
    sizes, probes = (QUICK, QUICK_PROBES) if quick else (SIZES, PROBES)
    with prepared() as environment:
        found: list[dict[str, Any]] = printed("bench.evidence.lookups_measure", probes, *sizes, environment=environment)  # type: ignore[assignment]
    last = found[-1]
    at = f"{last['articles']:,} articles, PostgreSQL, {last['rows']:,} rows of terms"
    results = []
    for part, name in (("likely", "likely originals"), ("events", "same events"), ("aligned", "aligned and gated")):
        slope = exponent([(each["articles"], each[part]["p50"]) for each in found])
        costs = ", ".join(f"{each['articles']:,}: {each[part]['p50']:.1f} / {each[part]['p99']:.1f}" for each in found)
        results.append(
            Result(
                f"{FIGURE}: {name}", "ms at the 99th percentile", last[part]["p99"],
                note=f"processor time of both sides; exponent of the median {slope:.2f}; median / p99 at {costs}",
            )
        )  # fmt: skip
    results.append(
        Result(
            f"{FIGURE}: both look-ups", "ms at the 99th percentile", last["lookup"]["p99"], limit=ALLOWED_MS,
            limit_name="allowed", note=f"{at}; by the clock {last['clock']['p50']:.1f} / {last['clock']['p99']:.1f} ms",
        )
    )  # fmt: skip
    share = 100 * last["bytes"] / _WITHOUT
    results.append(
        Result(
            f"{FIGURE}: bytes", "% of an article's others", share, limit=ALLOWED_SHARE, limit_name="allowed",
            note=f"{last['bytes']:,.0f} bytes of terms, stories and retellings beside {_WITHOUT:,}",
        )
    )  # fmt: skip
    results.append(
        Result(
            f"{FIGURE}: a week of terms goes", "µs a row", 1e6 * last["forgotten_s"] / max(1, last["forgotten"]),
            note=f"{last['forgotten']:,} rows in {last['forgotten_s']:.0f} s, 100,000 a transaction",
        )
    )  # fmt: skip
    return results
