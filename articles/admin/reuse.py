"""Admin of reuse edges, corrections, and groups of accounts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin, pretty_json
from articles.admin.counted import LinkedFilter, LinkedLookups
from articles.models import Article, ProvenanceChange, PublicSentence, ReuseEdge, SourceGroup
from articles.models.codes import word_of
from articles.provenance.rules import FINDINGS


def _link(article: Article) -> SafeString:
    return format_html("<a href='{}'>{}</a>", _url(article.pk), str(article) or f"#{article.pk}")


@admin.register(ReuseEdge)
class ReuseEdgeAdmin(LinkedLookups, ReadOnlyAdmin):
    """Admin of pairs of articles that share text; read only."""

    of_articles = (
        "earlier",
        "later",
    )
    linked_lookups = ("later__created_at__gte", "later__created_at__lt")

    list_display: tuple[str, ...] = ("later_article", "earlier_article", "directed", "share", "credit", "created_at")
    # The first two columns are links to the articles.
    list_display_links = ("share",)
    list_filter = ("credit", "directed", ("created_at", admin.DateFieldListFilter))
    fields: ClassVar[Any] = (
        "later_article",
        "earlier_article",
        "directed",
        "share",
        "share_earlier",
        "credit",
        "passages",
        "created_at",
    )
    readonly_fields: ClassVar[Any] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReuseEdge]:
        edges: QuerySet[ReuseEdge] = super().get_queryset(request)
        ends = ("earlier__current", "later__current")
        return edges.select_related(*ends).defer(*(f"{end}__extraction" for end in ends))

    @admin.display(description=_("later article"))
    def later_article(self, edge: ReuseEdge) -> SafeString:
        return _link(edge.later)

    @admin.display(description=_("earlier article"))
    def earlier_article(self, edge: ReuseEdge) -> SafeString:
        return _link(edge.earlier)

    @admin.display(description=_("share of the later article"), ordering="containment")
    def share(self, edge: ReuseEdge) -> str:
        return f"{edge.containment:.0%}"

    @admin.display(description=_("share of the earlier article"))
    def share_earlier(self, edge: ReuseEdge) -> str:
        return f"{edge.containment_earlier:.0%}"


@admin.register(PublicSentence)
class PublicSentenceAdmin(ReadOnlyAdmin):
    """Admin of the bank of public text; read only, because leads change it in the console."""

    list_display: tuple[str, ...] = ("text", "origin", "state", "sources", "last_seen_at")
    list_filter = ("origin", "state")
    fields: ClassVar[Any] = (
        "text",
        "origin",
        "state",
        "sources",
        "first_seen_at",
        "last_seen_at",
        "note",
        "created_at",
        "changed_at",
    )
    readonly_fields: ClassVar[Any] = fields


@admin.register(ProvenanceChange)
class ProvenanceChangeAdmin(ReadOnlyAdmin):
    """Admin of corrections that later articles caused; read only."""

    of_articles = (
        "version__article",
        "because",
    )
    list_display: tuple[str, ...] = ("article", "what", "finding", "because", "created_at")
    list_filter = ("what", ("created_at", admin.DateFieldListFilter))
    fields: ClassVar[Any] = ("article", "what", "finding", "shown_before", "shown_after", "because", "created_at")
    readonly_fields: ClassVar[Any] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProvenanceChange]:
        changes: QuerySet[ProvenanceChange] = super().get_queryset(request)
        return changes.select_related("version__article", "because__current").defer(
            "version__extraction", "because__current__extraction"
        )

    @admin.display(description=_("article"))
    def article(self, change: ProvenanceChange) -> str:
        return change.version.headline

    @admin.display(description=_("finding"), empty_value="—")
    def finding(self, change: ProvenanceChange) -> str:
        return word_of(FINDINGS, change.code)

    @admin.display(description=_("before"))
    def shown_before(self, change: ProvenanceChange) -> SafeString:
        return pretty_json(change.before)

    @admin.display(description=_("after"))
    def shown_after(self, change: ProvenanceChange) -> SafeString:
        return pretty_json(change.after)


class ExistedFilter(LinkedFilter):
    """Filter groups that were known at a moment and not closed before it."""

    title = _("known at")
    parameter_name = "existed_at"

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        at = parse_datetime(value)
        if at is None:
            return rows.none()
        return rows.filter(Q(closed_at=None) | Q(closed_at__gte=at), opened_at__lt=at)


@admin.register(SourceGroup)
class SourceGroupAdmin(ReadOnlyAdmin):
    """Admin of groups of accounts that mostly reuse and cite each other, with evidence; read only."""

    list_display: tuple[str, ...] = ("names", "kind", "share", "opened_at", "seen_at", "closed_at")
    list_filter = (ExistedFilter, "kind", ("closed_at", admin.EmptyFieldListFilter))
    fields: ClassVar[Any] = ("kind", "names", "share", "links", "opened_at", "seen_at", "closed_at")
    readonly_fields: ClassVar[Any] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceGroup]:
        groups: QuerySet[SourceGroup] = super().get_queryset(request)
        return groups.prefetch_related("members")

    @admin.display(description=_("accounts"))
    def names(self, group: SourceGroup) -> str:
        return " · ".join(str(source) for source in group.members.all())

    @admin.display(description=_("share among themselves"), ordering="inside")
    def share(self, group: SourceGroup) -> str:
        return f"{group.inside:.0%}"

    @admin.display(description=_("evidence"))
    def links(self, group: SourceGroup) -> SafeString:
        names = {source.pk: str(source) for source in group.members.all()}
        rows = (
            (
                names.get(each["from"], "?"),
                names.get(each["to"], "?"),
                each["reused"],
                each["cited"],
                format_html_join(" ", '<a href="{}">#{}</a>', ((_url(pk), pk) for pk in each["articles"])),
            )
            for each in group.evidence
        )
        heads = (_("from"), _("to"), _("reused"), _("cited"), _("articles"))
        head = format_html_join("", "<th>{}</th>", ((head,) for head in heads))
        body = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", rows)
        return format_html("<table><tr>{}</tr>{}</table>", head, body)


def _url(article: int) -> str:
    return reverse("admin:articles_article_change", args=[article])
