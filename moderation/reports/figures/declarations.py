"""Declarations of authors (provenance flags) and of platforms (disclaimers)."""

from __future__ import annotations

from django.db.models import QuerySet

from articles.models import ArticleVersion, Disclaimer, Finding
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import DISCLAIMERS
from articles.vocabulary.scores import SEVERITIES
from moderation.reports.figure import Figure, Listing, Section, Table, Text, share
from moderation.reports.figures.rows import LONGEST, Platforms, ranked
from moderation.reports.links import to_item, to_week
from moderation.reports.snapshot import WEEKS, Snapshot
from moderation.reports.terms import codes_of, named

WORDING_LENGTH = 200


def section(snapshot: Snapshot) -> Section:
    return Section(
        "declarations",
        Text("声明", "Declarations"),
        (
            _flags(snapshot, "author", "flags", Text("作者声明", "Authors' declarations")),
            _flags(snapshot, "platform", "platform_labels", Text("平台标注", "Platforms' labels")),
            _web_sourced_on_news(snapshot),
            _ai(snapshot),
            _disclaimers(snapshot),
        ),
        (_new_wordings(snapshot),),
    )


def _flags(snapshot: Snapshot, declared_by: str, prefix: str, title: Text) -> Table:
    figures = ranked(
        prefix,
        snapshot.tallies.counts(prefix),
        lambda code: (code, named(FLAGS, code)),
        lambda code: to_week(ArticleVersion, "created_at", snapshot, declares=f"{declared_by}:{code}"),
        wholes=snapshot.tallies.of("articles", "total"),
    )
    note = Text(
        "占入库文章的比例；一条声明说几件事，每件各计一次。",
        "Share of stored articles; a declaration that says several things counts for each.",
    )
    return Table(prefix, title, figures, note)


def _web_sourced_on_news(snapshot: Snapshot) -> Table:
    """Keeps 取材网络 apart by topic: vague sourcing where a source label is required, a disclosure elsewhere."""
    platforms = Platforms()
    flagged, news = snapshot.tallies.counts("web_sourced_news.platform"), snapshot.tallies.counts("news.platform")
    shown = sorted(news, key=lambda code: (-news[code][-1], code))[:LONGEST]
    all_flagged = snapshot.tallies.total("web_sourced_news.platform")

    def link(**lookups: str | int) -> str | None:
        on_news = {"declares": "author:web_sourced", "topic_is_news__exact": 1, **lookups}
        return to_week(ArticleVersion, "created_at", snapshot, **on_news)

    figures = [
        Figure(
            "web_sourced_news.count",
            Text("时政类中声明“取材网络”的文章", "News-topic articles declared as from the web"),
            tuple(all_flagged),
            worse="up",
            link=link(),
        ),
        share(
            "web_sourced_news.share",
            Text("占时政类文章", "Share of news-topic articles"),
            all_flagged,
            snapshot.tallies.of("articles", "news"),
            worse="up",
            link=link(),
        ),
        *(
            share(
                f"web_sourced_news.platform.{code}",
                platforms.named(code),
                flagged.get(code, [0] * WEEKS),
                news[code],
                worse="up",
                link=link(article__platform__id__exact=platforms.pk_of(code)),
            )
            for code in shown
        ),
    ]
    note = Text(
        "时政、公共政策和社会事件须准确标注来源（2023 年《关于加强“自媒体”管理的通知》）；"
        "在这些主题上“取材网络”不算标注来源。其他主题不计入本表。",
        "News, public policy and social events need an accurate source label (2023 notice on self-media); on these "
        "topics “from the web” is none. Other topics are not in this table.",
    )
    return Table("web_sourced_news", Text("时政类“取材网络”", "“From the web” on news topics"), tuple(figures), note)


def _disclaimers(snapshot: Snapshot) -> Table:
    figures = (
        Figure(
            "disclaimers.new_wordings",
            Text("新措辞", "New wordings"),
            tuple(snapshot.tallies.of("wordings", "new")),
            link=to_week(Disclaimer, "first_seen_at", snapshot, status__in="candidate,confirmed,dismissed"),
        ),
        *ranked(
            "disclaimers.code",
            snapshot.tallies.counts("disclaimers"),
            lambda code: (code, named(DISCLAIMERS, code)),
            lambda code: to_week(ArticleVersion, "created_at", snapshot, carries=code),
        ),
    )
    note = Text(
        "带有该类平台声明的文章数；已否定的措辞不计。新措辞指首次出现时词典里没有的。",
        "Articles that carry a disclaimer of this kind, without wordings that were dismissed. New wordings are those "
        "that the dictionary did not have when they were first seen.",
    )
    return Table("disclaimers", Text("平台声明", "Platforms' disclaimers"), figures, note)


_AI_MISSING = {
    "high": Text("元数据为“是”，文章未标识", "Metadata say AI made it (是), no label"),
    "medium": Text("元数据为“可能”或正文留有痕迹，未标识", "Possible (可能), or traces in the text, no label"),
    "low": Text("元数据为“疑似”，未标识", "Suspected (疑似), no label"),
}


def _ai_missing(severity: str) -> Text:
    shown = named(SEVERITIES, severity)
    return _AI_MISSING.get(severity) or Text(f"文章未标识（{shown.zh}）", f"No label ({shown.en})")


def _ai(snapshot: Snapshot) -> Table:
    """The three states of the 2025 rules, Art. 6: 是 (in metadata), 可能 (declared by authors), 疑似 (traces)."""
    flags, labelled = snapshot.tallies.of("flags", "ai_generated"), snapshot.tallies.of("ai", "labelled")
    suspected = snapshot.tallies.of("platform_labels", "ai_suspected")
    missing = snapshot.tallies.counts("ai.missing")
    figures = (
        Figure("ai.labelled", Text("带 AI 标识的文章", "Articles with an AI label"), tuple(labelled)),
        Figure(
            "ai.declared",
            Text("作者声明（“可能”）", "Declared by the author (可能)"),
            tuple(flags),
            link=to_week(ArticleVersion, "created_at", snapshot, declares="author:ai_generated"),
        ),
        Figure(
            "ai.suspected",
            Text("平台标注“疑似”", "Labelled as suspected (疑似) by the platform"),
            tuple(suspected),
            link=to_week(ArticleVersion, "created_at", snapshot, declares="platform:ai_suspected"),
        ),
        *(
            Figure(
                f"ai.missing.{severity}",
                _ai_missing(severity),
                tuple(missing.get(severity, [0] * WEEKS)),
                worse="up",
                link=to_week(
                    Finding, "version__created_at", snapshot, code__exact="label_missing_ai", severity__exact=severity
                ),
            )
            for severity in codes_of(SEVERITIES, missing)
        ),
    )
    note = Text(
        "《人工智能生成合成内容标识办法》第六条：元数据写明为“是”，用户声明为“可能”，仅有痕迹为“疑似”。",
        "Rules on AI labels, Art. 6: metadata say so 是, the user declares 可能, traces alone 疑似.",
    )
    return Table("ai", Text("AI 标识", "AI labels"), figures, note)


def _new() -> QuerySet[Disclaimer]:
    """Wordings that were new to the dictionary, confirmed or dismissed since."""
    return Disclaimer.objects.exclude(status=Disclaimer.Status.KNOWN)


def _new_wordings(snapshot: Snapshot) -> Listing:
    rows = _new().filter(first_seen_at__gte=snapshot.week.starts_at, first_seen_at__lt=snapshot.until)
    items = tuple(
        {
            "id": item.pk,
            "platform": {"zh": item.platform.name_zh, "en": item.platform.name_en},
            "code": item.code,
            "label": named(DISCLAIMERS, item.code).to_json(),
            "language": item.language,
            "text": item.text[:WORDING_LENGTH],
            "link": to_item(Disclaimer, item.pk),
        }
        for item in rows.select_related("platform").order_by("first_seen_at", "pk")[:LONGEST]
    )
    return Listing("disclaimers.wordings", Text("本周首次出现的平台声明措辞", "Disclaimer wordings first seen"), items)
