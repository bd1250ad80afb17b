"""Articles that share half of their text or more with an earlier one, under the day on which they were first stored."""

from __future__ import annotations

from django.db.models import Count, F, QuerySet

from articles.models import ReuseEdge
from articles.vocabulary import citations
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within

# Less than half is a quotation as often as it is a copy.
LEAST = 0.5
TOP = 10


def copies() -> QuerySet[ReuseEdge]:
    """Pairs of which it is known who came first, and of which the later one is mostly the earlier one's text."""
    return ReuseEdge.objects.filter(directed=True, containment__gte=LEAST)


def count(period: Period) -> Counted:
    counted = Counted(period)
    rows = within(copies(), "later__created_at", period)
    for day, n in combinations(rows, count="later", distinct=True):
        counted.add(day, "reuse", "articles", n=n)
    for day, credit, n in combinations(rows, "credit", count="later", distinct=True):
        counted.add(day, "reuse", credit, n=n)
    uncredited = rows.filter(credit=citations.UNCREDITED)
    for day, platform, n in combinations(uncredited, "later__platform__code", count="later", distinct=True):
        counted.add(day, "reuse.uncredited.platform", platform, n=n)
    undirected = ReuseEdge.objects.filter(directed=False, containment__gte=LEAST)
    for day, n in combinations(within(undirected, "later__created_at", period)):
        counted.add(day, "reuse", "undirected", n=n)
    return counted


def count_weeks(period: Period) -> Counted:
    """The articles that most articles of the week copied: how many did, and how many of them without credit."""
    counted = Counted(period)
    for index, week in enumerate(period.weeks()):
        rows = copies().filter(later__created_at__gte=week.start, later__created_at__lt=week.end).order_by()
        top = rows.values("earlier").annotate(n=Count("later", distinct=True)).order_by("-n", "earlier")[:TOP]
        found = [(row["earlier"], row["n"]) for row in top]
        plain = dict(
            rows.filter(earlier__in=[pk for pk, _ in found], credit=citations.UNCREDITED)
            .values("earlier")
            .annotate(n=Count("later", distinct=True))
            .values_list("earlier", F("n"))
        )
        counted.lead(7 * index, "originals", [(pk, {"copies": n, "uncredited": plain.get(pk, 0)}) for pk, n in found])
    return counted
