"""What authors declare (provenance flags), and what platforms say (disclaimers)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from articles.models import Disclaimer, ProvenanceFlag
from moderation.reports import labels
from moderation.reports.figure import Figure, Listing, Section, Table, Text, share
from moderation.reports.figures.rows import LONGEST, platform_names, ranked
from moderation.reports.links import to_item, to_week
from moderation.reports.measure import Weeks, columns, counts, this_week, versions, within
from moderation.reports.snapshot import WEEKS, Snapshot

WORDING_LENGTH = 200


def section(snapshot: Snapshot) -> Section:
    return Section(
        "declarations",
        Text("声明", "Declarations"),
        (
            _flags(snapshot, "author", "flags", Text("作者声明", "Authors' declarations")),
            _flags(snapshot, "platform", "platform_labels", Text("平台标注", "Platforms' labels")),
            _web_sourced_on_news(snapshot),
            _disclaimers(snapshot),
        ),
        (_new_wordings(snapshot),),
    )


def says(code: str) -> Q:
    """Rows of `_flag_rows` whose declaration says `code`, first or among other things."""
    return Q(code=code) | Q(also_text__contains=f'"{code}"')


def _flag_rows(snapshot: Snapshot, declared_by: str) -> QuerySet[Any]:
    rows = within(ProvenanceFlag.objects.filter(declared_by=declared_by), "version__created_at", snapshot)
    # A JSON list as text: SQLite has no containment of JSON.
    said: QuerySet[Any] = rows.annotate(also_text=Cast("also", TextField()))
    return said


def _flags(snapshot: Snapshot, declared_by: str, prefix: str, title: Text) -> Table:
    wholes = columns(versions(snapshot), {"n": Count("pk")})["n"]
    counted = columns(
        _flag_rows(snapshot, declared_by),
        {code: Count("version", distinct=True, filter=says(code)) for code in labels.FLAGS},
    )
    seen = {code: weeks for code, weeks in counted.items() if any(weeks)}
    figures = ranked(prefix, seen, lambda code: (code, labels.FLAGS[code]), wholes=wholes)
    note = Text(
        "占入库文章的比例；一条声明说几件事，每件各计一次。",
        "Share of stored articles; a declaration that says several things counts for each.",
    )
    return Table(prefix, title, figures, note)


def _web_sourced_on_news(snapshot: Snapshot) -> Table:
    """取材网络 on a topic that needs a source label is vague sourcing, elsewhere a disclosure: never one number."""
    names = platform_names()
    on_news = _flag_rows(snapshot, "author").filter(says("web_sourced"), version__topic_is_news=True)
    flagged: dict[int, Weeks] = counts(on_news, "version__article__platform", count="version", distinct=True)
    news: dict[int, Weeks] = counts(versions(snapshot).filter(topic_is_news=True), "article__platform")
    platforms = sorted(news, key=lambda pk: (-news[pk][-1], names[pk][0]))[:LONGEST]
    all_flagged = [sum(weeks[i] for weeks in flagged.values()) for i in range(WEEKS)]
    all_news = [sum(weeks[i] for weeks in news.values()) for i in range(WEEKS)]
    figures = [
        Figure(
            "web_sourced_news.count",
            Text("时政类中声明“取材网络”的文章", "News-topic articles declared as from the web"),
            tuple(all_flagged),
            worse="up",
        ),
        share(
            "web_sourced_news.share",
            Text("占时政类文章", "Share of news-topic articles"),
            all_flagged,
            all_news,
            worse="up",
        ),
        *(
            share(
                f"web_sourced_news.platform.{names[pk][0]}",
                names[pk][1],
                flagged.get(pk, [0] * WEEKS),
                news[pk],
                worse="up",
            )
            for pk in platforms
        ),
    ]
    note = Text(
        "时政、公共政策和社会事件须准确标注来源（2023 年《关于加强“自媒体”管理的通知》）；"
        "在这些题材上“取材网络”不算标注来源。其他题材不计入本表。",
        "News, public policy and social events need an accurate source label (2023 notice on self-media); on these "
        "topics “from the web” is none. Other topics are not in this table.",
    )
    return Table("web_sourced_news", Text("时政类“取材网络”", "“From the web” on news topics"), tuple(figures), note)


def _disclaimers(snapshot: Snapshot) -> Table:
    # A dismissed wording turned out to be none.
    carried = Disclaimer.versions.through.objects.exclude(disclaimer__status=Disclaimer.Status.DISMISSED)
    rows = within(carried, "articleversion__created_at", snapshot)
    counted = counts(rows, "disclaimer__code", count="articleversion", distinct=True)
    new = counts(within(_new(), "first_seen_at", snapshot)).get((), [0] * WEEKS)
    figures = (
        Figure(
            "disclaimers.new_wordings",
            Text("新措辞", "New wordings"),
            tuple(new),
            link=to_week(Disclaimer, "first_seen_at", snapshot, status__in="candidate,confirmed,dismissed"),
        ),
        *ranked("disclaimers.code", counted, lambda code: (code, labels.named(labels.DISCLAIMERS, code))),
    )
    note = Text(
        "带有该类平台声明的文章数；已否定的措辞不计。新措辞指首次出现时词典里没有的。",
        "Articles that carry a disclaimer of this kind, without wordings that were dismissed. New wordings are those "
        "that the dictionary did not have when they were first seen.",
    )
    return Table("disclaimers", Text("平台声明", "Platforms' disclaimers"), figures, note)


def _new() -> QuerySet[Disclaimer]:
    """Wordings that the dictionary did not have, whatever was said of them later."""
    return Disclaimer.objects.exclude(status=Disclaimer.Status.KNOWN)


def _new_wordings(snapshot: Snapshot) -> Listing:
    rows = this_week(_new().select_related("platform"), "first_seen_at", snapshot)
    items = tuple(
        {
            "id": item.pk,
            "platform": {"zh": item.platform.name_zh, "en": item.platform.name_en},
            "code": item.code,
            "label": labels.named(labels.DISCLAIMERS, item.code).to_json(),
            "language": item.language,
            "text": item.text[:WORDING_LENGTH],
            "link": to_item(Disclaimer, item.pk),
        }
        for item in rows.order_by("first_seen_at", "pk")[:LONGEST]
    )
    return Listing("disclaimers.wordings", Text("本周首次出现的平台声明措辞", "Disclaimer wordings first seen"), items)
