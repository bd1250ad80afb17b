"""Find groups of accounts that mostly reuse and cite each other, and keep them up to date."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Attribution, Reference, ReuseEdge, Source, SourceGroup, SourceName
from articles.provenance.lineage.groups import Group, find_groups
from articles.provenance.lineage.links import count_links
from articles.provenance.lineage.nodes import Edge
from articles.scoring.stored.observing import observe_group
from articles.vocabulary.citations import ACCOUNT

WINDOW = timedelta(days=30)
# At most this many edges and citations, newest first: the hourly work must not grow with the years.
MOST_ROWS = 500_000


def watch_groups(*, dry_run: bool = False, now: datetime | None = None) -> int:
    """Open, renew and close groups; return how many were opened or closed."""
    now = now or timezone.now()
    outlets = set(Source.objects.exclude(kind=ACCOUNT).values_list("pk", flat=True))
    source_of, edges = _edges(now - WINDOW)
    citations = _citations(now - WINDOW, source_of)
    found = {
        (group.kind, group.key): group
        for group in find_groups(count_links(source_of, edges, citations, outlets), outlets)
    }
    with transaction.atomic():
        known = {(row.kind, row.key): row for row in SourceGroup.objects.select_for_update().filter(closed_at=None)}
        opened, gone = found.keys() - known.keys(), known.keys() - found.keys()
        if not dry_run:
            for key in sorted(found):
                _keep(known.get(key), key, found[key], now)
            SourceGroup.objects.filter(pk__in=[known[key].pk for key in gone]).update(closed_at=now)
    return len(opened) + len(gone)


def _edges(since: datetime) -> tuple[dict[int, int], list[Edge]]:
    rows = ReuseEdge.objects.filter(created_at__gte=since, earlier__source__isnull=False, later__source__isnull=False)
    # A claimed time that arrival contradicts must not turn who was copied into one who copies.
    rows = rows.filter(contradicted=False)
    source_of: dict[int, int] = {}
    edges = []
    for row in rows.select_related("earlier", "later").defer("passages").order_by("-created_at")[:MOST_ROWS]:
        assert row.earlier.source_id is not None and row.later.source_id is not None  # noqa: S101, PT018 - filtered
        source_of |= {row.earlier_id: row.earlier.source_id, row.later_id: row.later.source_id}
        edges.append(
            Edge(row.earlier_id, row.later_id, row.directed, row.containment, row.containment_earlier, row.credit)
        )
    return source_of, edges


def _citations(since: datetime, source_of: dict[int, int]) -> list[tuple[int, int]]:
    """List (article, cited account) pairs. By name: an account's first article may come long after its citation."""
    accounts: dict[str, list[int]] = defaultdict(list)
    for key, source in SourceName.objects.filter(source__kind=ACCOUNT).values_list("key", "source"):
        accounts[key].append(source)
    found = []
    for rows_of, column in ((Attribution.objects, "who_key"), (Reference.objects, "outlet_key")):
        rows = rows_of.filter(
            version__article__current=F("version"),
            version__created_at__gte=since,
            version__article__source__isnull=False,
            **{f"{column}__in": SourceName.objects.filter(source__kind=ACCOUNT).values("key")},
        )
        columns = ("version__article", "version__article__source", column)
        for article, source, key in rows.order_by("-version").values_list(*columns)[:MOST_ROWS]:
            source_of[article] = source
            found += [(article, cited) for cited in accounts[key]]
    return found


def _keep(row: SourceGroup | None, key: tuple[str, str], group: Group, now: datetime) -> None:
    row = row or SourceGroup(kind=key[0], key=key[1])
    row.inside, row.seen_at = group.inside, now
    row.evidence = [
        {
            "from": link.source,
            "to": link.other,
            "reused": link.reused,
            "cited": link.cited,
            "articles": list(link.articles),
        }
        for link in group.evidence
    ]
    row.save()
    row.members.set(group.members)
    observe_group({article for link in group.evidence for article in link.articles})
