"""Admin of pages: the bytes as received can be downloaded, but are never shown."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin, hidden_articles, user_of
from articles.models import ArticleVersion, Page
from articles.signals import record


def _seen(user: User) -> Q:
    """The pages that a reader may see: those of no article, and those of at least one that is not hidden."""
    hidden = hidden_articles(user, "article")
    if hidden is None:
        return Q()
    versions = ArticleVersion.objects.filter(page=OuterRef("pk"))
    return Q(~Exists(versions)) | Q(Exists(versions.exclude(hidden)))


class UnreadableFilter(admin.SimpleListFilter):
    """Filter unreadable pages, which wait for a human."""

    title = _("readable")
    parameter_name = "readable"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> QuerySet[Page]:
        if self.value() == "no":
            return queryset.exclude(unreadable_code="")
        return queryset.filter(unreadable_code="") if self.value() == "yes" else queryset


@admin.register(Page)
class PageAdmin(ReadOnlyAdmin):
    """Read only, with the bytes as a download."""

    list_display = ("__str__", "size", "content_type", "url", "unreadable_code", "received_at")
    list_filter = (UnreadableFilter, ("received_at", admin.DateFieldListFilter))
    search_fields = ("sha256__startswith",)
    search_help_text = _("The beginning of the SHA-256")
    fields = ("sha256", "size", "content_type", "charset", "url", "unreadable_code", "received_at", "download")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        pages: QuerySet[Page] = super().get_queryset(request)
        return pages.filter(_seen(user_of(request))).defer("compressed")

    def get_urls(self) -> list[Any]:
        own = path("<int:page_id>/bytes/", self.admin_site.admin_view(self.send_bytes), name="articles_page_bytes")
        return [own, *super().get_urls()]

    def send_bytes(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Send the bytes as an untyped file, so that no browser runs them. Raises Http404, PermissionDenied."""
        page = Page.objects.filter(pk=page_id).first()
        if page is None:
            raise Http404
        if not self.has_view_permission(request, page):
            raise PermissionDenied("articles.view_page")
        if not self.get_queryset(request).filter(pk=page_id).exists():
            raise PermissionDenied("this page belongs to an article of a queue for others")
        with transaction.atomic():
            about = {"sha256": page.sha256, "size": page.size, "rows": 1, "channel": "admin"}
            record(user_of(request), "export.page", f"page:{page.pk}", **about)
        response = HttpResponse(page.content, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="{page.sha256}.bin"'
        response["X-Content-Type-Options"] = "nosniff"
        return response

    @admin.display(description=_("bytes as received"))
    def download(self, page: Page) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("admin:articles_page_bytes", args=[page.pk]), _("Download"))
