"""The audit trail and the outbox: written with the acts, read here."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin, pretty_json
from articles.models.codes import word
from articles.vocabulary.term import UnknownTerm
from moderation.models import AuditEntry, Event
from moderation.vocabulary.audit import audit_action, audit_actions


def action_words(code: str) -> str:
    """The action in words with its code; the code alone for an action that only an older version had."""
    try:
        return f"{word(audit_action(code))} ({code})"
    except UnknownTerm:
        return code


class ActionFilter(admin.SimpleListFilter):
    """The actions by their words."""

    title = _("action")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(term.code, word(term)) for term in audit_actions()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("sequence", "at", "actor", "action_words", "shown_subject")
    list_filter = (ActionFilter, ("at", admin.DateFieldListFilter))
    search_fields = ("subject__exact", "actor__exact")
    search_help_text = _("A subject such as article:12, or a user name")
    fields = ("sequence", "at", "actor", "action_words", "shown_subject", "details", "previous_hash", "hash")
    readonly_fields = fields

    @admin.display(description=_("action"), ordering="action")
    def action_words(self, entry: AuditEntry) -> str:
        return action_words(entry.action)

    @admin.display(description=_("about"), ordering="subject")
    def shown_subject(self, entry: AuditEntry) -> SafeString:
        return format_html("<code>{}</code>", entry.subject)

    @admin.display(description=_("details"))
    def details(self, entry: AuditEntry) -> SafeString:
        return pretty_json(json.loads(entry.payload))


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    of_articles = ("article",)
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
