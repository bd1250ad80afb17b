"""Admin lists behind the figures of reports: article versions, references, attributions and alarms."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin, rounded
from articles.admin.counted import LinkedFilter, LinkedLookups, of_version
from articles.models import ArticleVersion, Attribution, Disclaimer, ProvenanceFlag, Reference, TemplateAlarm
from articles.models.codes import word_of
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import DISCLAIMERS


class DeclaresFilter(LinkedFilter):
    """Filter versions by declaration, such as `author:web_sourced`; secondary codes of a declaration count."""

    title = _("declares")
    parameter_name = "declares"

    def words(self, value: str) -> str:
        by, _colon, code = value.partition(":")
        who = gettext("platform") if by == "platform" else gettext("author")
        return f"{who}: {word_of(FLAGS, code)}"

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        by, _colon, code = value.partition(":")
        flags = ProvenanceFlag.objects.filter(version=OuterRef("pk"), declared_by=by)
        # Match the JSON list as text, since SQLite has no containment of JSON.
        said = flags.annotate(also_text=Cast("also", TextField())).filter(
            Q(code=code) | Q(also_text__contains=f'"{code}"')
        )
        return rows.filter(Exists(said))


class CarriesFilter(LinkedFilter):
    """Filter versions with a disclaimer of this code; dismissed wordings do not count."""

    title = _("disclaimer")
    parameter_name = "carries"

    def words(self, value: str) -> str:
        return word_of(DISCLAIMERS, value)

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        through = Disclaimer.versions.through.objects.filter(articleversion=OuterRef("pk"), disclaimer__code=value)
        return rows.filter(Exists(through.exclude(disclaimer__status=Disclaimer.Status.DISMISSED)))


@admin.register(ArticleVersion)
class ArticleVersionAdmin(LinkedLookups, ReadOnlyAdmin):
    of_articles = ("article",)
    list_display = (
        "headline",
        "number",
        "template",
        "kind",
        "topic",
        "clickbait_band",
        "created_at",
        "assessed_at",
        "shown",
    )
    list_filter = (DeclaresFilter, CarriesFilter, "topic_is_news", ("created_at", admin.DateFieldListFilter))
    list_display_links = None
    linked_lookups = ("article__platform__id__exact",)
    fields = ("headline", "number", "template", "kind", "topic", "created_at", "assessed_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleVersion]:
        versions: QuerySet[ArticleVersion] = super().get_queryset(request)
        return versions.defer("extraction")

    @admin.display(description=_("article"))
    def shown(self, version: ArticleVersion) -> SafeString:
        address = reverse("admin:articles_article_change", args=[version.article_id])
        return format_html('<a href="{}">{}</a>', address, _("Open"))


class _OfVersion(LinkedLookups, ReadOnlyAdmin):
    of_articles = ("version__article",)
    linked_lookups = of_version()
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("version").defer("version__extraction")

    @admin.display(description=_("article"))
    def in_article(self, row: Any) -> str:
        return str(row.version.headline)


@admin.register(Reference)
class ReferenceAdmin(_OfVersion):
    list_display = ("headline", "outlet", "used", "in_article")
    list_filter = ("used",)
    fields = ("version", "position", "headline", "outlet", "published_at", "url", "used", "source")
    readonly_fields = fields


@admin.register(Attribution)
class AttributionAdmin(_OfVersion):
    list_display = ("who", "kind", "verb", "reference", "in_article")
    list_filter = (("reference", admin.EmptyFieldListFilter),)
    fields = ("version", "who", "kind", "verb", "reference", "source")
    readonly_fields = fields


_SHARES = (rounded("usual", _("usual share")), rounded("recent", _("share of the last day")))


@admin.register(TemplateAlarm)
class TemplateAlarmAdmin(ReadOnlyAdmin):
    list_display = ("template", "platform", "field", *_SHARES, "articles", "opened_at", "closed_at")
    list_filter = ("platform", ("opened_at", admin.DateFieldListFilter))
    list_select_related = ("platform",)
    fields = ("template", "platform", "field", *_SHARES, "articles", "opened_at", "closed_at")
    readonly_fields = fields
