"""The weekly report over a million articles on PostgreSQL: from daily roll-ups, and from a full count."""

from __future__ import annotations

from bench.harness.on_postgresql import prepared, printed
from bench.harness.result import Result

REPORT = "weekly report from roll-ups"
COUNT = "weekly report: full count"
ARTICLES, QUICK = 1_000_000, 2_000
MOST_REPORT, MOST_COUNT = 5, 120


def run(*, quick: bool) -> list[Result]:
    """Measure the report and a full count of the week's rows in seconds; the limits are acceptable waits."""
    with prepared() as environment:
        amount = QUICK if quick else ARTICLES
        found = printed("bench.service.weekly_measure", amount, environment=environment)
    rows = f"PostgreSQL, {amount:,} articles in the week"
    return [
        Result(REPORT, "s", found["report_s"], limit=MOST_REPORT, limit_name="at most", note=rows),
        Result(
            COUNT, "s", found["recount_s"], limit=MOST_COUNT, limit_name="at most",
            note=f"{rows}; memory grew by {found['grown_mb']:.0f} MB; versions read once: {found['read_s']:.1f} s",
        ),
    ]  # fmt: skip
