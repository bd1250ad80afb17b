"""The audit trail and the outbox: written with the acts, read here."""

from __future__ import annotations

import json

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin, pretty_json
from moderation.models import AuditEntry, Event


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("sequence", "at", "actor", "action", "subject")
    list_filter = ("action", ("at", admin.DateFieldListFilter))
    search_fields = ("subject__exact", "actor__exact")
    search_help_text = _("A subject such as article:12, or a user name")
    fields = ("sequence", "at", "actor", "action", "subject", "details", "previous_hash", "hash")
    readonly_fields = fields

    @admin.display(description=_("details"))
    def details(self, entry: AuditEntry) -> SafeString:
        return pretty_json(json.loads(entry.payload))


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    ordering = ("-created_at", "-id")
    list_display = ("id", "type", "headline", "created_at")
    list_filter = ("type", ("created_at", admin.DateFieldListFilter))
    fields = ("id", "type", "article", "shown_data", "created_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        events: QuerySet[Event] = super().get_queryset(request)
        return events.select_related("article__current").defer("article__current__extraction")

    @admin.display(description=_("article"))
    def headline(self, event: Event) -> str:
        return str(event.article or "—")

    @admin.display(description=_("data"))
    def shown_data(self, event: Event) -> SafeString:
        return pretty_json(event.data)
