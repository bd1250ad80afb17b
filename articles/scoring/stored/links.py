"""The accounts that are linked to each other, directly or over others, and their reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from articles.models import EvidenceMark, ReliabilityChange, ReviewOutcome, SourceLink
from articles.scoring.reliability.evidence import Review
from articles.scoring.stored.reviews import review, review_rows

MOST = 50
"""The most accounts that may be linked together: a lead vouches for each."""


def linked_to(sources: Collection[int]) -> dict[int, set[int]]:
    """By source the others that are linked to it; sources without a link are left out. A query per step outwards."""
    edges: dict[int, set[int]] = defaultdict(set)
    reached: set[int] = set()
    border = set(sources)
    while border:
        reached |= border
        rows = SourceLink.objects.filter(Q(source__in=border) | Q(other__in=border), ended_at=None)
        for one, other in rows.values_list("source", "other"):
            edges[one].add(other)
            edges[other].add(one)
        border = edges.keys() - reached
    return {source: _around(source, edges) - {source} for source in sources if source in edges}


def _around(source: int, edges: dict[int, set[int]]) -> set[int]:
    found, border = {source}, [source]
    while border:
        new = edges[border.pop()] - found
        found |= new
        border += new
    return found


def linked_reviews(sources: Collection[int]) -> dict[int, tuple[Review, ...]]:
    """By source the reviews of the accounts linked to it; sources without a link are left out."""
    around = linked_to(sources)
    if not around:
        return {}
    reviews: dict[int, list[Review]] = defaultdict(list)
    wanted = set().union(*around.values())
    for source, *row in review_rows(ReviewOutcome.objects.filter(source__in=wanted), "source"):
        reviews[source].append(review(row))
    return {
        source: tuple(each for other in sorted(others) for each in reviews[other]) for source, others in around.items()
    }


def mark_linked(sources: Collection[int], *, decision: int | None = None, article: int | None = None) -> list[int]:
    """Mark these sources for a recount because of a link, or of a decision on a linked account; return them."""
    cause = ReliabilityChange.Cause.LINKED if decision is None else None
    wanted = sorted(sources)
    EvidenceMark.objects.bulk_create(
        EvidenceMark(source_id=source, article_id=article, decision=decision, cause=cause) for source in wanted
    )
    return wanted
