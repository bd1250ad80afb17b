"""What articles cite: reference lists, and claims credited to somebody."""

from __future__ import annotations

from django.db.models import Count, Q

from articles.models import Attribution, Reference
from articles.provenance.attribution import NAMED
from moderation.reports import labels
from moderation.reports.figure import Figure, Section, Table, Text, share
from moderation.reports.figures.rows import ranked
from moderation.reports.measure import columns, counts, versions, within
from moderation.reports.snapshot import Snapshot


def section(snapshot: Snapshot) -> Section:
    return Section("citations", Text("引用", "Citations"), (_references(snapshot), *_attributions(snapshot)))


def _references(snapshot: Snapshot) -> Table:
    counted = columns(
        within(Reference.objects.all(), "version__created_at", snapshot),
        {
            "total": Count("pk"),
            "used": Count("pk", filter=Q(used=True)),
            "unused": Count("pk", filter=Q(used=False)),
            "articles": Count("version", distinct=True),
        },
    )
    wholes = columns(versions(snapshot), {"n": Count("pk")})["n"]
    figures = (
        share(
            "references.articles",
            Text("列有参考资料的文章", "Articles with a reference list"),
            counted["articles"],
            wholes,
            "down",
        ),
        Figure("references.total", Text("参考资料条目", "Reference items"), tuple(counted["total"])),
        Figure("references.used", Text("与文中引述对应", "Matched by an attribution"), tuple(counted["used"])),
        Figure(
            "references.unused",
            Text("文中无引述对应", "Not matched by any attribution"),
            tuple(counted["unused"]),
            worse="up",
        ),
    )
    note = Text(
        "对应与否按媒体名称判断，在文章评估时计算；尚未评估的条目两边都不计。",
        "Matching goes by outlet names when an article is assessed; items not assessed yet are in neither row.",
    )
    return Table("references", Text("参考资料", "References"), figures, note)


def _attributions(snapshot: Snapshot) -> tuple[Table, Table]:
    rows = within(Attribution.objects.all(), "version__created_at", snapshot)
    counted = columns(
        rows,
        {
            "total": Count("pk"),
            "matched": Count("pk", filter=Q(reference__isnull=False)),
            "unmatched": Count("pk", filter=Q(reference=None, kind__in=sorted(NAMED))),
            "unnamed": Count("pk", filter=~Q(kind__in=sorted(NAMED))),
        },
    )
    figures = (
        Figure("attributions.total", Text("引述", "Attributions"), tuple(counted["total"])),
        share(
            "attributions.matched",
            Text("有对应参考资料", "Matched to a reference"),
            counted["matched"],
            counted["total"],
            "down",
        ),
        share(
            "attributions.unmatched",
            Text("具名但无对应参考资料", "Named, but unmatched"),
            counted["unmatched"],
            counted["total"],
            "up",
        ),
        share(
            "attributions.unnamed",
            Text("匿名或未指明", "Anonymous or unspecified"),
            counted["unnamed"],
            counted["total"],
            "up",
        ),
    )
    kinds = ranked(
        "attributions.kind", counts(rows, "kind"), lambda code: (code, labels.named(labels.ATTRIBUTIONS, code))
    )
    note = Text(
        "引述由规则识别，不含改写后未点名的内容。",
        "Attributions are found by rules; what is paraphrased without naming anybody is not among them.",
    )
    return (
        Table("attributions", Text("引述", "Attributions"), figures, note),
        Table("attributions.kinds", Text("引述的对象", "Who claims are credited to"), kinds),
    )
