"""Reuse: copies with and without credit, their originals, and accounts that mostly copy one another."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Q

from articles.models import Article, ReuseEdge, SourceGroup
from articles.provenance.lineage.lineage import Lineage
from articles.provenance.stored.record import lineage_of
from articles.text.china_time import CHINA_ZONE
from articles.vocabulary import citations
from articles.vocabulary.citations import CREDITS, GROUPS
from moderation.reports.figure import Figure, Listing, Section, Table, Text, share
from moderation.reports.figures import stories
from moderation.reports.figures.rows import Platforms, ranked
from moderation.reports.links import to_item, to_list, to_week
from moderation.reports.rollups.reading import Weeks, leaders
from moderation.reports.snapshot import Snapshot
from moderation.reports.terms import codes_of, named

MOST_GROUPS = 10
MOST_MEMBERS = 8
# Keys of the measure that are not kinds of credit.
_TOTALS = ("articles", "undirected")


def section(snapshot: Snapshot) -> Section:
    return Section(
        "reuse",
        Text("转载与重合", "Reuse"),
        (_totals(snapshot), _by_platform(snapshot), _groups(snapshot)),
        (
            _originals(snapshot),
            _largest(snapshot),
            _matrices(snapshot),
            stories.largest(snapshot),
            stories.treatments(snapshot),
        ),
    )


def _totals(snapshot: Snapshot) -> Table:
    def link(credit: str) -> str | None:
        return to_week(Article, "created_at", snapshot, reuses=credit)

    figures = (
        share(
            "reuse.articles",
            Text("转载他文过半的文章", "Articles mostly taken from another"),
            snapshot.tallies.of("reuse", "articles"),
            snapshot.tallies.of("articles", "new"),
            link=link("any"),
        ),
        *(
            Figure(
                f"reuse.{credit}",
                named(CREDITS, credit),
                tuple(snapshot.tallies.of("reuse", credit)),
                worse="up" if credit == citations.UNCREDITED else None,
                link=link(credit),
            )
            for credit in codes_of(CREDITS, snapshot.tallies.counts("reuse"), hidden=_TOTALS)
        ),
        Figure(
            "reuse.undirected",
            Text("先后不明的重合（对）", "Pairs whose order is unknown"),
            tuple(snapshot.tallies.of("reuse", "undirected")),
            link=to_week(ReuseEdge, "later__created_at", snapshot, directed__exact=0, containment__gte="0.5"),
        ),
    )
    note = Text(
        "文章一半以上的文字见于更早的文章即计入，记在首次入库之日；一篇转自多处时可同时计入几行。改写（洗稿）测不出。",
        "An article counts when half of its text or more stands in an earlier one, on the day it was first stored; "
        "one that takes from several may be in several rows. Paraphrase is not detected.",
    )
    return Table("reuse", Text("转载", "Reuse"), figures, note)


def _by_platform(snapshot: Snapshot) -> Table:
    platforms = Platforms()
    figures = ranked(
        "reuse.uncredited.platform",
        snapshot.tallies.counts("reuse.uncredited.platform"),
        lambda code: (code, platforms.named(code)),
        lambda code: to_week(
            Article, "created_at", snapshot, reuses="uncredited", platform__id__exact=platforms.pk_of(code)
        ),
        worse="up",
    )
    return Table("reuse.by_platform", Text("未注明来源，按平台", "Not credited, by platform"), figures)


def _there(snapshot: Snapshot, kind: str) -> Weeks:
    """The groups of a kind at each week's end; in a running week at the snapshot, as its link and listing show them."""
    weeks = snapshot.stocks.difference("groups.opened", "groups.closed", kind)
    if snapshot.partial:
        known = SourceGroup.objects.filter(kind=kind, opened_at__lt=snapshot.until)
        weeks[-1] = known.filter(Q(closed_at=None) | Q(closed_at__gte=snapshot.until)).count()
    return weeks


def _groups(snapshot: Snapshot) -> Table:
    figures = []
    for kind in codes_of(GROUPS, snapshot.tallies.counts("groups.opened")):
        label = named(GROUPS, kind)
        there = _there(snapshot, kind)
        figures += [
            Figure(
                f"groups.new.{kind}",
                Text(f"新发现的{label.zh}", f"{label.en}, newly found"),
                tuple(snapshot.tallies.of("groups.opened", kind)),
                worse="up",
                link=to_week(SourceGroup, "opened_at", snapshot, kind__exact=kind),
            ),
            Figure(
                f"groups.open.{kind}",
                Text(f"周末存在的{label.zh}", f"{label.en} at the week's end"),
                tuple(there),
                worse="up",
                link=to_list(SourceGroup, kind__exact=kind, existed_at=snapshot.until.isoformat()),
            ),
        ]
    note = Text(
        "账号矩阵：转载和引用大多发生在成员之间的账号，看最近 30 天。",
        "A matrix: accounts most of whose reuse and citations stay among themselves, over 30 days.",
    )
    return Table("groups", Text("账号矩阵与循环引用", "Account matrices and circular citation"), tuple(figures), note)


def _originals(snapshot: Snapshot) -> Listing:
    rows = leaders("originals", snapshot.week)
    articles = _articles([row.item for row in rows])
    items = tuple({**_article(articles[row.item]), **row.facts} for row in rows if row.item in articles)
    note = Text("本周首次入库的文章中有多少篇转载了它。", "How many articles first stored this week took from it.")
    return Listing("reuse.originals", Text("被转载最多的文章", "Most copied articles"), items, note)


def _largest(snapshot: Snapshot) -> Listing:
    """The week's largest cluster of copies, as data for a picture; empty in a week without copies."""
    rows = leaders("originals", snapshot.week)
    title = Text("本周最大的转载链", "The week's largest lineage")
    if not rows or not _articles([rows[0].item]):
        return Listing("reuse.lineage", title, ())
    return Listing("reuse.lineage", title, (_picture(lineage_of(rows[0].item)),))


def _picture(lineage: Lineage) -> dict[str, Any]:
    """Plain values of a lineage: times as ISO 8601, lengths of time in seconds."""
    return {
        "article": lineage.article,
        "size": lineage.size,
        "sources": len({node.source_id for node in lineage.nodes}),
        "truncated": lineage.truncated,
        "nodes": [
            {
                "article": node.article,
                "source": node.source,
                "source_id": node.source_id,
                "headline": node.headline,
                "published_at": _iso(node.published_at),
                "published_after": _iso(node.published_after),
                "published_before": _iso(node.published_before),
            }
            for node in lineage.nodes
        ],
        "edges": [asdict(edge) for edge in lineage.edges],
        "link": to_item(Article, lineage.article),
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(CHINA_ZONE).isoformat()


def _matrices(snapshot: Snapshot) -> Listing:
    groups = SourceGroup.objects.filter(opened_at__lt=snapshot.until).exclude(closed_at__lt=snapshot.until)
    items = tuple(
        {
            "id": group.pk,
            "kind": group.kind,
            "kind_label": named(GROUPS, group.kind).to_json(),
            "members": [member.name for member in group.members.order_by("pk")[:MOST_MEMBERS]],
            "size": group.members.count(),
            "opened_on": group.opened_at.astimezone(CHINA_ZONE).date().isoformat(),
            "link": to_item(SourceGroup, group.pk),
        }
        for group in groups.order_by("-opened_at", "-pk")[:MOST_GROUPS]
    )
    return Listing(
        "reuse.groups", Text("周末存在的账号矩阵与循环引用", "Matrices and circular citation at the week's end"), items
    )


def _articles(ids: list[int]) -> dict[int, Article]:
    rows = Article.objects.filter(current__isnull=False).select_related("current", "platform", "source")
    return rows.defer("current__extraction").in_bulk(ids)


def _article(article: Article) -> dict[str, Any]:
    return {
        "article": article.pk,
        "headline": article.current.headline if article.current else "",
        "source": article.source.name if article.source else None,
        "platform": {"zh": article.platform.name_zh, "en": article.platform.name_en},
        "link": to_item(Article, article.pk),
    }
