"""Paragraphs that stand in other articles too: a quiet bar at the left with the share, instead of a line under all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from articles.models import ReuseEdge
from moderation.console.item.copies import Copy

# Copies whose passages the text shows; the list beside it has the others.
SHOWN = 3
# A paragraph gets a bar from this share (0–1) on: below it, a borrowed phrase stands in a paragraph of one's own.
LEAST = 0.3
_SIGNS = "①②③"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` (0–1) of the paragraph's characters stands in the copy; `is_first`: its first one in the text."""

    sign: str
    copy: Copy
    share: float
    is_first: bool


def passages_of(article: int, copies: Sequence[Copy]) -> list[tuple[Copy, list[Span]]]:
    """The first SHOWN copies that are not later than the article, with the passages in its text; in one query."""
    shown = [copy for copy in copies if copy.direction != "to"][:SHOWN]
    if not shown:
        return []
    others = [copy.article.pk for copy in shown]
    edges = ReuseEdge.objects.filter(Q(later=article, earlier__in=others) | Q(earlier=article, later__in=others))
    spans: dict[int, list[Span]] = {}
    for later, earlier, rows in edges.values_list("later", "earlier", "passages"):
        other, at = (earlier, 0) if later == article else (later, 2)
        spans[other] = [(row[at], row[at + 1]) for row in rows]
    return [(copy, spans.get(copy.article.pk, [])) for copy in shown]


def bars(lines: Iterable[str], passages: Sequence[tuple[Copy, list[Span]]]) -> list[Bar | None]:
    """For each line of the text the copy that has most of it, if that is LEAST or more; else None."""
    found: list[Bar | None] = []
    known: set[int] = set()
    start = 0
    for line in lines:
        end = start + len(line)
        shares = [covered(start, end, spans) / max(1, len(line)) for _copy, spans in passages]
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is None or shares[best] < LEAST:
            found.append(None)
        else:
            found.append(Bar(_SIGNS[best], passages[best][0], shares[best], best not in known))
            known.add(best)
        start = end + 1  # the line feed
    return found


def covered(start: int, end: int, spans: Iterable[Span]) -> int:
    """How many of the characters `start` to `end` (exclusive) the spans cover; overlaps count once."""
    total, at = 0, start
    for left, right in sorted(spans):
        left, right = max(left, at), min(right, end)
        if right > left:
            total += right - left
            at = right
    return total
