"""Rules for acts, exposure limits, and read-only rows that the console writes."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin
from moderation.admin.item_rows import ItemRowsAdmin
from moderation.admin.proposing import ProposingAdmin
from moderation.audit import downloads
from moderation.console.access import user_of
from moderation.models import ActRule, Appeal, BulkRun, Execution, ExposureLimit, Note, Report, SecondLook, Skip
from moderation.vocabulary import proposals


@admin.register(ActRule)
class ActRuleAdmin(ProposingAdmin):
    kind = proposals.ACT_RULE
    list_display = ("act", "source", "second_person", "grace_seconds")
    list_filter = ("act", "second_person")
    raw_id_fields = ("source",)
    list_select_related = ("source",)


@admin.register(ExposureLimit)
class ExposureLimitAdmin(ProposingAdmin):
    kind = proposals.EXPOSURE_LIMIT
    list_display = ("user", "queue", "per_day")
    list_select_related = ("user", "queue")


@admin.register(Execution)
class ExecutionAdmin(ItemRowsAdmin):
    of_item = "decision__item"
    of_articles = ("decision__article",)
    list_display = ("shown_decision", "state", "decider", "needs_second", "approved_by", "due_at", "done_at")
    list_filter = ("state", "needs_second")
    list_select_related = ("decision__clause", "decided_by", "approved_by")
    ordering = ("-decision",)
    fields = ("shown_decision", "state", "decider", "needs_second", "approved_by", "due_at", "done_at")
    readonly_fields = fields

    @admin.display(description=_("decision"))
    def shown_decision(self, execution: Execution) -> str:
        return str(execution.decision)

    @admin.display(description=_("decided by"))
    def decider(self, execution: Execution) -> str:
        return execution.decided_by.get_username()


@admin.register(Appeal)
class AppealAdmin(ItemRowsAdmin):
    of_item = "decision__item"
    of_articles = ("decision__article",)
    list_display = ("decision", "state", "appellant", "reviewed_by", "created_at", "resolved_at")
    list_filter = ("state", ("created_at", admin.DateFieldListFilter))
    list_select_related = ("decision__clause", "reviewed_by")


@admin.register(Note)
class NoteAdmin(ReadOnlyAdmin):
    of_articles = ("article",)
    list_display = ("article", "author", "text", "created_at")
    list_filter = (("created_at", admin.DateFieldListFilter),)
    list_select_related = ("article__current", "author")


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    of_articles = ("article",)
    list_display = ("article", "category", "readers", "created_at")
    list_filter = ("category", ("created_at", admin.DateFieldListFilter))
    list_select_related = ("article__current",)


@admin.register(SecondLook)
class SecondLookAdmin(ItemRowsAdmin):
    of_item = "decision__item"
    of_articles = ("decision__article",)
    list_display = ("shown_decision", "reviewed_by", "act", "clause", "reviewed_at")
    fields = ("shown_decision", "reviewed_by", "act", "clause", "created_at", "reviewed_at")
    readonly_fields = fields
    list_select_related = ("decision__clause", "reviewed_by", "clause")
    ordering = ("-decision",)

    @admin.display(description=_("decision"))
    def shown_decision(self, look: SecondLook) -> str:
        return str(look.decision)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SecondLook]:
        looks: QuerySet[SecondLook] = super().get_queryset(request)
        # An open second look is blind: its row would show the next reviewer which decision it is about.
        return looks.filter(reviewed_by__isnull=False)


@admin.register(BulkRun)
class BulkRunAdmin(ReadOnlyAdmin):
    list_display = ("id", "act", "clause", "user", "state", "note", "created_at")
    list_filter = ("state", "act")
    list_select_related = ("clause", "user")


@admin.register(Skip)
class SkipAdmin(ItemRowsAdmin):
    of_articles = ("item__article",)
    list_display = ("item", "user", "held_seconds", "created_at")
    list_filter = (("created_at", admin.DateFieldListFilter), ("user", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "item")
    actions: Any = ("as_csv",)

    @admin.action(description=_("Download the chosen ones as CSV"))
    def as_csv(self, request: HttpRequest, skips: QuerySet[Skip]) -> HttpResponse:
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="skips.csv"'
        rows = csv.writer(response)
        rows.writerow(["item", "article", "moderator", "held_seconds", "skipped_at"])
        chosen = list(skips.select_related("user", "item"))
        span = {"start": min(at), "end": max(at)} if (at := [skip.created_at.isoformat() for skip in chosen]) else {}
        downloads.other(user_of(request), "skips", "skips", rows=len(chosen), channel="admin", **span)
        for skip in chosen:
            name = skip.user.get_username()
            rows.writerow([skip.item_id, skip.item.article_id, name, skip.held_seconds, skip.created_at.isoformat()])
        return response
