"""Articles that share text, by hand: `node(3, hour=2)` is article 3, published at 02:00 by 号3."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from articles.provenance.lineage.lineage import Edge, Node

DAY = datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=8)))


def node(
    article: int,
    hour: float | None = None,
    source: str | None = None,
    source_id: int | None = None,
    published_before: datetime | None = None,
) -> Node:
    at = None if hour is None else DAY + timedelta(hours=hour)
    return Node(
        article, source or f"号{article}", source_id or article, f"标题{article}", at, published_before=published_before
    )


def copy(earlier: int, later: int, share: float = 1.0, credit: str = "uncredited", directed: bool = True) -> Edge:
    return Edge(earlier, later, directed, share, share, credit)
