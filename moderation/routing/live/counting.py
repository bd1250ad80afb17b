"""Counts rule matches by day from the rows, since all workers would wait for a shared counter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Sum
from django.utils import timezone

from moderation.models import Rule, RuleDay, RuleMatch, SeenFacts

# A day is counted again until this age: a new assessment of yesterday's article changes yesterday.
RECOUNTED = timedelta(days=2)


def count_days(*, dry_run: bool = False, now: datetime | None = None) -> int:
    """Counts today and the earlier days that may have changed (an hourly job); returns how many rows it wrote."""
    today = timezone.localdate(now or timezone.now())
    rows = [row for back in range(RECOUNTED.days + 1) for row in _counted(today - timedelta(days=back))]
    if not dry_run:
        RuleDay.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["version", "live", "day"],
            update_fields=["matches", "articles"],
        )
    return len(rows)


def _counted(day: date) -> list[RuleDay]:
    """A row for each version that ran on the day, even without a match."""
    start, end = bounds(day)
    articles = SeenFacts.objects.filter(at__gte=start, at__lt=end).count()
    if not articles:
        return []
    matched = RuleMatch.objects.filter(created_at__gte=start, created_at__lt=end).order_by()
    counts = {
        (version, live): count
        for version, live, count in matched.values_list("version", "live").annotate(count=Count("pk"))
    }
    for live, shadow in Rule.objects.values_list("live", "shadow"):
        for version, is_live in ((live, True), (shadow, False)):
            if version:
                counts.setdefault((version, is_live), 0)
    return [
        # An article assessed again on the next day counts there, while its match stays on the first day.
        RuleDay(version_id=version, live=live, day=day, matches=count, articles=max(articles, count))
        for (version, live), count in sorted(counts.items())
    ]


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day, and of the next, in the time zone of the installation."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return start, timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@dataclass(slots=True)
class Counts:
    """Matches of a rule: live and in shadow, today and over 30 days with today."""

    today: int = 0
    month: int = 0
    shadow_today: int = 0
    shadow_month: int = 0


def counts_by_rule(rules: Collection[int]) -> dict[int, Counts]:
    """The matches of the rules: today's counted from the rows, earlier days from their counts."""
    found: dict[int, Counts] = defaultdict(Counts)
    today = timezone.localdate()
    start, _ = bounds(today)
    rows = RuleMatch.objects.filter(created_at__gte=start, version__rule__in=rules).order_by()
    for rule, live, count in rows.values_list("version__rule", "live").annotate(count=Count("pk")):
        counts = found[rule]
        if live:
            counts.today, counts.month = count, counts.month + count
        else:
            counts.shadow_today, counts.shadow_month = count, counts.shadow_month + count
    days = RuleDay.objects.filter(day__gte=today - timedelta(days=29), day__lt=today, version__rule__in=rules)
    for rule, live, total in days.order_by().values_list("version__rule", "live").annotate(total=Sum("matches")):
        if live:
            found[rule].month += total
        else:
            found[rule].shadow_month += total
    return found
