"""Many moderators at once on a long queue: PostgreSQL, a process each, claims and decisions without a pause."""

from __future__ import annotations

from bench.on_postgresql import prepared, printed
from bench.result import Result
from bench.timing import percentile

FIGURE = "claims, all at once"
DECIDING = "decisions, all at once"
ITEMS, CLAIMERS, EACH = 100_000, 32, 40


def run(*, quick: bool) -> list[Result]:
    """The 99th percentiles of a claim, beside a bare statement's, and of a decision. Fails on an item claimed twice."""
    items, claimers, each = (200, 4, 5) if quick else (ITEMS, CLAIMERS, EACH)
    with prepared() as environment:
        found = printed("bench.claims_measure", items, claimers, each, environment=environment)
    assert found["twice"] == 0, f"{found['twice']} items were claimed twice"
    about = f"{claimers} at once on {items:,} items, PostgreSQL"
    return [
        Result(
            FIGURE, "ms at the 99th percentile", percentile(found["claim_ms"], 99),
            limit=percentile(found["plain_ms"], 99), limit_name="the bare statement, as many at once",
            note=f"{about}; {found['claims']:,} claims, none twice; median {percentile(found['claim_ms'], 50):.0f} ms",
        ),
        Result(
            DECIDING, "ms at the 99th percentile", percentile(found["decide_ms"], 99),
            note=f"{about}; {found['a_second']:.0f} claims with decision a second; "
            f"median {percentile(found['decide_ms'], 50):.0f} ms",
        ),
    ]  # fmt: skip
