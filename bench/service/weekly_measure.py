"""`python -m bench.service.weekly_measure ARTICLES`: measures the count and report of a week; prints JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import timedelta


def measure(amount: int) -> dict[str, float]:
    """Measure full count, report and one read of all versions in seconds, and peak memory in megabytes."""
    from django.db import connection
    from django.utils import timezone

    from bench.service.weekly_fill import fill
    from moderation.reports.document import build, to_bytes
    from moderation.reports.rollups.counting import count_again
    from moderation.reports.rollups.period import Period
    from moderation.reports.rollups.subjects import SUBJECTS
    from moderation.reports.week import Week

    now = timezone.now()
    week = Week.of(now - timedelta(days=7))
    began = time.monotonic()
    fill(amount, week.starts_at.isoformat())
    filled = time.monotonic() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    count_again(Period(week.monday, 7), SUBJECTS, now)
    recount = time.monotonic() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    began = time.monotonic()
    size = len(to_bytes(build(week, now)))
    report = time.monotonic() - began
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT template) FROM articles_articleversion")
        assert cursor.fetchone()[0] == amount
    return {
        "fill_s": filled, "recount_s": recount, "report_s": report, "grown_mb": grown / 1024, "bytes": size,
        "read_s": time.monotonic() - began,
    }  # fmt: skip


def main() -> None:
    import django

    django.setup()
    print(json.dumps(measure(int(sys.argv[1]))))


if __name__ == "__main__":
    main()
