"""Texts that were decided differently: nearly the same words, and acts, clauses or labels that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from articles.models import Article, ReuseEdge
from moderation.models import Decision, Execution
from moderation.vocabulary.acts import effective

SAME = 0.9
"""Share of each of the two texts that stands in the other, as where the console shows decisions on copies."""
_MOST_DECISIONS, _MOST_EDGES = 5_000, 20_000


@dataclass(frozen=True, slots=True)
class Differing:
    """Articles of one text, the first of them first, with the decision that held on each."""

    decisions: tuple[Decision, ...]

    @property
    def article(self) -> Article:
        """The one that was stored first."""
        return self.decisions[0].article


def differing(since: datetime, until: datetime, most: int = 10) -> list[Differing]:
    """Return texts of which a copy was decided in this time, where decisions until its end differ; most copies first.

    Three queries, over the latest 5,000 decisions of the time.
    """
    held = _holding(until)
    decided = held.filter(created_at__gte=since).order_by("-pk").values_list("article", flat=True)[:_MOST_DECISIONS]
    ids = list(decided)
    if not ids:
        return []
    edges = ReuseEdge.objects.filter(containment__gte=SAME, containment_earlier__gte=SAME)
    pairs = edges.filter(Q(earlier__in=ids) | Q(later__in=ids)).order_by("pk")
    groups = _groups(pairs.values_list("earlier", "later")[:_MOST_EDGES])
    members = {article for group in groups for article in group}
    rows = held.filter(article__in=members).select_related(
        "clause", "article__current", "article__source", "article__platform"
    )
    latest = {row.article_id: row for row in rows.defer("evidence", "article__current__extraction").order_by("pk")}
    found = []
    for group in groups:
        decisions = tuple(latest[article] for article in sorted(group) if article in latest)
        if len({(row.act, row.clause_id, row.label) for row in decisions}) > 1:
            found.append(Differing(decisions))
    return sorted(found, key=lambda each: (-len(each.decisions), each.article.pk))[:most]


def _holding(until: datetime) -> Any:
    rows = Decision.objects.filter(created_at__lt=until, act__in=[act.code for act in effective()])
    # What was taken back later held then: a report of a past week stays as it is.
    rows = rows.exclude(overrides__created_at__lt=until)
    return rows.exclude(execution__state__in=(Execution.State.CANCELLED, Execution.State.AWAITING))


def _groups(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Join pairs that hang together."""
    group: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        joined = group[one] | group[other] | {one, other}
        for article in joined:
            group[article] = joined
    return list({id(each): each for each in group.values()}.values())
