"""Claims by many moderators at once on a long queue: PostgreSQL, one process each; paced, and without pauses."""

from __future__ import annotations

from typing import Any

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result
from bench.harness.timing import percentile

FIGURE = "claims, paced"
DECIDING = "claims, paced, each decided"
AT_ONCE = "claims, all at once"
DECISIONS = "decisions, all at once"
NOTHING = "claims that find nothing"
ITEMS, CLAIMERS, EACH, PAUSE = 1_000_000, 32, 30, 1.5


def run(*, quick: bool) -> list[Result]:
    """Measure the 99th percentiles of claims, of a bare statement, and of decisions. Fails on a double claim."""
    items, claimers, each, pause = (1000, 4, 5, 0.05) if quick else (ITEMS, CLAIMERS, EACH, PAUSE)
    with prepared() as environment:
        found = printed("bench.queue.claims_measure", items, claimers, each, pause, environment=environment)
    loops = {name: found[name] for name in ("paced", "deciding", "closed")}
    for name, loop in loops.items():
        assert loop["twice"] == 0, f"{loop['twice']} items were claimed twice ({name})"
        assert loop["claims"] == claimers * each, f"{loop['claims']} claims ({name})"
    about = f"{claimers} claimers on {items:,} open items, PostgreSQL"
    each_pauses = f"a claim each {pause:g} s"
    return [
        _claims(FIGURE, f"{about}, {each_pauses}", loops["paced"]),
        _claims(DECIDING, f"{about}, {each_pauses}", loops["deciding"]),
        _claims(AT_ONCE, f"{about}, no pause", loops["closed"]),
        Result(
            DECISIONS, "ms at the 99th percentile", percentile(loops["closed"]["end_ms"], 99),
            note=f"{about}; {loops['closed']['a_second']:.0f} claims with decision a second; "
            f"{_spread(loops['closed']['end_ms'])}",
        ),
        Result(
            NOTHING, "ms (median)", percentile(found["alone"]["stuck"], 50),
            note=f"one claimer, {items:,} open items; a queue with nothing but held, handed and on hold; "
            f"an empty one: {percentile(found['alone']['empty'], 50):.1f} ms; "
            f"a look ahead: {percentile(found['alone']['ahead'], 50):.1f} ms",
        ),
    ]  # fmt: skip


def _claims(figure: str, about: str, loop: dict[str, Any]) -> Result:
    ours, plain = loop["claim_ms"], loop["plain_ms"]
    return Result(
        figure, "ms at the 99th percentile", percentile(ours, 99),
        limit=percentile(plain, 99), limit_name=f"the bare statement, as many at the same pace ({_spread(plain)})",
        note=f"{about}; {loop['claims']:,} claims, none twice; {_spread(ours)}; "
        f"{loop['cpu_ms']:.1f} ms of Python's processor time",
    )  # fmt: skip


def _spread(times: list[float]) -> str:
    return f"p50 {percentile(times, 50):.1f}, p95 {percentile(times, 95):.1f} ms"
