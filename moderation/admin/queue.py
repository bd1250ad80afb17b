"""Queues and their items. Moderators work in the console; the admin only shows items."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import rounded
from articles.admin.counted import LinkedLookups
from moderation.admin.item_rows import ItemRowsAdmin
from moderation.admin.proposing import ProposingAdmin
from moderation.admin.queue_filters import InTimeFilter, OverdueFilter, WaitedFilter, WaitingFilter
from moderation.admin.role_words import OffersRoles
from moderation.models import Queue, QueueItem, QueueReason
from moderation.vocabulary import proposals


@admin.register(Queue)
class QueueAdmin(OffersRoles, ProposingAdmin):
    kind = proposals.QUEUE
    list_display = ("code", "name_zh", "name_en", "sla_minutes", "is_default", "leads_only")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Rules and API callers name a queue by its code; renaming it would break them.
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReasonInline(admin.TabularInline):  # type: ignore[type-arg]  # no subscript at run time
    model = QueueReason
    fields = ("kind", "words", "severity", rounded("weight", _("weight")), "created_at")
    readonly_fields = fields
    can_delete = False
    extra = 0

    @admin.display(description=_("reason"))
    def words(self, reason: QueueReason) -> str:
        return reason.label

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


_RISK = rounded("risk", _("risk"))


@admin.register(QueueItem)
class QueueItemAdmin(LinkedLookups, ItemRowsAdmin):
    of_item = ""
    of_articles = ("article",)
    linked_lookups = ("reasons__kind__exact", "reasons__code__exact")
    list_display = ("headline", "queue", "state", _RISK, "opened_at", "due_at", "claimed_by", "console")
    list_filter = (
        *(WaitingFilter, OverdueFilter, InTimeFilter, WaitedFilter),
        *("state", "queue", "escalated", ("opened_at", admin.DateFieldListFilter)),
    )
    fields = (
        "article", "article_version", "queue", "state", "version", _RISK, "opened_at", "due_at", "escalated",
        "claimed_by", "claimed_until", "decided_at", "console",
    )  # fmt: skip
    readonly_fields = ("console", _RISK)
    inlines = (ReasonInline,)
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[QueueItem]:
        items: QuerySet[QueueItem] = super().get_queryset(request)
        return items.select_related("queue", "claimed_by", "article_version", "article__current").defer(
            "article_version__extraction", "article__current__extraction"
        )

    @admin.display(description=_("article"))
    def headline(self, item: QueueItem) -> str:
        return item.article_version.headline

    @admin.display(description=_("console"))
    def console(self, item: QueueItem) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("console:item", args=[item.pk]), _("Open"))
