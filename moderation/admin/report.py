"""Weekly reports, their revisions, and who gets them by mail."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.base import FastAdmin, ReadOnlyAdmin
from moderation.models import ReportMail, ReportRevision, ReportSubscriber, WeeklyReport


@admin.register(WeeklyReport)
class WeeklyReportAdmin(ReadOnlyAdmin):
    list_display = ("week", "monday", "created_at")
    fields = ("week", "monday", "created_at")
    readonly_fields = fields


@admin.register(ReportRevision)
class ReportRevisionAdmin(ReadOnlyAdmin):
    list_display = ("report", "number", "changes", "sha256", "created_at")
    list_select_related = ("report",)
    fields = ("report", "number", "changes", "sha256", "created_at")
    readonly_fields = fields

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        return super().get_queryset(request).defer("document")


@admin.register(ReportSubscriber)
class ReportSubscriberAdmin(FastAdmin):
    list_display = ("email", "language", "active", "created_at")
    list_filter = ("active", "language")


@admin.register(ReportMail)
class ReportMailAdmin(ReadOnlyAdmin):
    list_display = ("revision", "subscriber", "attempts", "due_at", "sent_at", "last_error", "dead_at")
    list_select_related = ("revision__report", "subscriber")
    fields = ("revision", "subscriber", "attempts", "due_at", "sent_at", "last_error", "dead_at")
    readonly_fields = fields
