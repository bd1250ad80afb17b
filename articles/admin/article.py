"""Articles and their versions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import NewestSearch, ReadOnlyAdmin
from articles.admin.counted import LinkedFilter
from articles.models import Article, ArticleVersion, ReuseEdge
from articles.models.codes import word_of
from articles.vocabulary.citations import CREDITS

# Least containment of an article that counts as mostly copied, as in the reports.
LEAST_REUSED = 0.5


class ReusesFilter(LinkedFilter):
    """Filter articles that are mostly copied from an earlier one: `any`, or with this kind of credit."""

    title = _("reuse")
    parameter_name = "reuses"

    def words(self, value: str) -> str:
        return gettext("any") if value == "any" else word_of(CREDITS, value)

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        edges = ReuseEdge.objects.filter(later=OuterRef("pk"), directed=True, containment__gte=LEAST_REUSED)
        return rows.filter(Exists(edges if value == "any" else edges.filter(credit=value)))


@admin.register(Article)
class ArticleAdmin(NewestSearch, ReadOnlyAdmin):
    """Admin of parsed articles; read only."""

    of_articles = ("pk",)
    list_display: tuple[str, ...] = ("headline", "platform", "source", "version_number", "created_at", "withdrawn_at")
    list_filter = (ReusesFilter, "platform", ("created_at", admin.DateFieldListFilter))
    list_select_related = ("platform", "source", "current")
    search_fields = ("external_id__exact",)
    newest_search = "current__headline"
    search_help_text = _("Id on the platform, or a part of the headline (of the newest 5,000 articles)")
    fields: ClassVar[tuple[str, ...]] = (
        "headline",
        "platform",
        "source",
        "external_id",
        "url",
        "withdrawn_at",
        "withdrawal_reason",
        "versions",
        "text",
        "created_at",
    )
    readonly_fields: ClassVar[tuple[str, ...]] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles: QuerySet[Article] = super().get_queryset(request)
        return articles if self._is_detail(request) else articles.defer("current__extraction")

    @staticmethod
    def _is_detail(request: HttpRequest) -> bool:
        match: Any = request.resolver_match
        return bool(match and match.kwargs.get("object_id"))

    @admin.display(description=_("headline"), ordering="current__headline")
    def headline(self, article: Article) -> str:
        return article.current.headline if article.current else "—"

    @admin.display(description=_("version"))
    def version_number(self, article: Article) -> int | None:
        return article.current.number if article.current else None

    @admin.display(description=_("versions"))
    def versions(self, article: Article) -> SafeString:
        rows = (
            (version.number, version.created_at.strftime("%Y-%m-%d %H:%M"), version.page.sha256, version.template)
            for version in article.versions.select_related("page").defer("extraction", "page__compressed")
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>v{} · {} · <code>{}</code> · {}</li>", rows))

    @admin.display(description=_("text"))
    def text(self, article: Article) -> SafeString:
        version: ArticleVersion | None = article.current
        lines = version.extracted.text.split("\n") if version else []
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))
