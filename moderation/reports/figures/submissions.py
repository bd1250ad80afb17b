"""Submissions: articles by platform, template and topic; pages without an article."""

from __future__ import annotations

from articles.models import ArticleVersion, Page, TemplateAlarm
from articles.vocabulary.pages import UNREADABLE
from articles.vocabulary.topics import TOPICS
from moderation.reports.figure import Figure, Section, Table, Text
from moderation.reports.figures.rows import Platforms, ranked
from moderation.reports.links import to_week
from moderation.reports.snapshot import Snapshot
from moderation.reports.terms import as_it_is, named

_NOT_ASSESSED = Text("尚未评估", "Not assessed yet")
_TOTALS: dict[str, tuple[Text, dict[str, str | int]]] = {
    "total": (Text("入库文章", "Articles stored"), {}),
    "new": (Text("新文章", "New"), {"number__exact": 1}),
    "changed": (Text("改动后再次入库", "Changed and stored again"), {"number__gt": 1}),
    "news": (
        Text("须标注来源的主题（时政、公共政策、社会事件）", "On topics that need a source label"),
        {"topic_is_news__exact": 1},
    ),
    "unassessed": (_NOT_ASSESSED, {"assessed_at__isnull": "True"}),
}


def section(snapshot: Snapshot) -> Section:
    return Section(
        "articles",
        Text("文章", "Articles"),
        (
            _totals(snapshot),
            _by_platform(snapshot),
            _by_topic(snapshot),
            _by_template(snapshot),
            _template_alarms(snapshot),
            _unreadable(snapshot),
        ),
    )


def _totals(snapshot: Snapshot) -> Table:
    figures = tuple(
        Figure(
            f"articles.{code}",
            label,
            tuple(snapshot.tallies.of("articles", code)),
            worse="up" if code == "unassessed" else None,
            link=to_week(ArticleVersion, "created_at", snapshot, **lookups),
        )
        for code, (label, lookups) in _TOTALS.items()
    )
    note = Text(
        "计数单位是入库的文章版本：新文章计一次，内容改动后再次入库再计一次；重复提交不计。",
        "Counted are stored article versions: a new article once, and once more each time its content changed; "
        "duplicates are not counted.",
    )
    return Table("articles.totals", Text("入库", "Stored"), figures, note)


def _by_platform(snapshot: Snapshot) -> Table:
    platforms = Platforms()
    figures = ranked(
        "articles.platform",
        snapshot.tallies.counts("articles.platform"),
        lambda code: (code, platforms.named(code)),
        lambda code: to_week(
            ArticleVersion, "created_at", snapshot, article__platform__id__exact=platforms.pk_of(code)
        ),
    )
    return Table("articles.by_platform", Text("按平台", "By platform"), figures)


def _by_topic(snapshot: Snapshot) -> Table:
    figures = ranked(
        "articles.topic",
        snapshot.tallies.counts("articles.topic"),
        lambda code: (code or "unassessed", named(TOPICS, code) if code else _NOT_ASSESSED),
        lambda code: to_week(ArticleVersion, "created_at", snapshot, topic__exact=code),
    )
    return Table("articles.by_topic", Text("按主题", "By topic"), figures)


def _by_template(snapshot: Snapshot) -> Table:
    figures = ranked(
        "articles.template",
        snapshot.tallies.counts("articles.template"),
        lambda code: (code or "none", as_it_is(code)),
        lambda code: to_week(ArticleVersion, "created_at", snapshot, template__exact=code),
    )
    note = Text(
        "模板即页面版式，决定解析方法；结构化提交没有模板。",
        "A template is a page's layout, which decides how it is parsed; structured submissions have none.",
    )
    return Table("articles.by_template", Text("按模板", "By template"), figures, note)


def _template_alarms(snapshot: Snapshot) -> Table:
    opened = Figure(
        "templates.alarms",
        Text("新告警", "New alarms"),
        tuple(snapshot.tallies.of("alarms", "opened")),
        worse="up",
        link=to_week(TemplateAlarm, "opened_at", snapshot),
    )
    by_template = ranked(
        "templates.alarm",
        snapshot.tallies.counts("alarms.template"),
        lambda code: (code, as_it_is(code)),
        lambda code: to_week(TemplateAlarm, "opened_at", snapshot, template__exact=code),
        worse="up",
    )
    note = Text(
        "某一模板平常取得到的字段，近一日取到的比例不足平常的一半；多因平台改版。* 指该平台的全部页面。",
        "A field that a template usually yields was there less than half as often in a day; mostly the platform has "
        "changed its pages. * stands for all pages of a platform.",
    )
    return Table("templates.alarms", Text("模板告警", "Template alarms"), (opened, *by_template), note)


def _unreadable(snapshot: Snapshot) -> Table:
    received = Figure(
        "pages.received",
        Text("收到页面", "Pages received"),
        tuple(snapshot.tallies.of("pages", "received")),
        link=to_week(Page, "received_at", snapshot),
    )
    figures = ranked(
        "pages.unreadable",
        snapshot.tallies.counts("pages.unreadable"),
        lambda code: (code, named(UNREADABLE, code)),
        lambda code: to_week(Page, "received_at", snapshot, unreadable_code__exact=code),
        worse="up",
    )
    note = Text(
        "无法读取的页面保留原件供人查看；空文件和超过 24 MB 的输入不保存，也不计入。",
        "Unreadable pages are kept for a human to look at; empty input and input beyond 24 MB is not stored and not "
        "counted.",
    )
    return Table("pages.unreadable", Text("无法读取的页面", "Unreadable pages"), (received, *figures), note)
