"""Admin of platforms and sources."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import FastAdmin, ReadOnlyAdmin
from articles.admin.sources.registry import SourceNameInline, SourceRelationInline
from articles.models import DeclarationLine, Disclaimer, Platform, Source


@admin.register(Platform)
class PlatformAdmin(FastAdmin):
    list_display = ("name_zh", "name_en", "shown_code")
    search_fields = ("code", "name_zh", "name_en")

    @admin.display(description=_("code"), ordering="code")
    def shown_code(self, platform: Platform) -> SafeString:
        return format_html("<code>{}</code>", platform.code)


@admin.register(Source)
class SourceAdmin(FastAdmin):
    """Admin of sources. Facts from pages are read only; names and organisation belong to the registry.

    The console's page of a source shows its record.
    """

    list_display = ("name", "kind", "platform", "article_count", "follower_count", "created_at", "updated_at")
    list_filter = ("kind", "platform", ("created_at", admin.DateFieldListFilter))
    list_select_related = ("platform",)
    search_fields = ("name__startswith", "external_id__exact")
    search_help_text = _("The beginning of the name, or the id on the platform")
    fields = ("name", "kind", "platform", "external_id", "profile_url", "tagline", "article_count", "follower_count")
    readonly_fields = fields
    inlines = (SourceNameInline, SourceRelationInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False


@admin.register(DeclarationLine)
class DeclarationLineAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "platform", "status", "first_seen_at", "last_seen_at")
    list_filter = ("platform", "status")
    list_select_related = ("platform",)
    fields = ("platform", "status", "codes", "text", "first_seen_at", "last_seen_at")


@admin.register(Disclaimer)
class DisclaimerAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "platform", "code", "language", "first_seen_at", "last_seen_at")
    list_filter = ("platform", "code", "language")
    list_select_related = ("platform",)
    fields = ("platform", "code", "language", "text", "first_seen_at", "last_seen_at")
