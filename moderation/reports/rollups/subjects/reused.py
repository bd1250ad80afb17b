"""Articles that share at least half of their text with an earlier one, under the day of their first version."""

from __future__ import annotations

from django.db.models import Count, F, QuerySet

from articles.models import ReuseEdge
from articles.vocabulary import citations
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within

# A smaller share is as often a quotation as a copy.
LEAST = 0.5
TOP = 10


def copies() -> QuerySet[ReuseEdge]:
    """Pairs with a known order whose later article is mostly the text of the earlier one."""
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
    """Lists the articles that the week's articles copied most, with their copies and the uncredited ones."""
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
