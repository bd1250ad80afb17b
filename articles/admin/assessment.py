"""Admin of assessments: due work, dead letters, and their retry."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.base import ReadOnlyAdmin
from articles.assessment.retries import retry_dead_letters
from articles.models import Assessment


class WorkFilter(admin.SimpleListFilter):
    """Filter assessments by their state: due, dead or done."""

    title = _("work")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("due", _("due")), ("dead", _("given up")), ("done", _("done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> QuerySet[Assessment]:
        if self.value() == "due":
            return queryset.filter(due_at__isnull=False)
        if self.value() == "dead":
            return queryset.filter(dead_at__isnull=False)
        return queryset.filter(stage=Assessment.Stage.DONE) if self.value() == "done" else queryset


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    """Read only, except for the retry of dead letters, which needs the permission to change assessments."""

    of_articles = ("version__article",)
    list_display = ("headline", "stage", "due_at", "attempts", "leased_until", "dead_at", "last_error")
    list_filter = (WorkFilter, "stage")
    fields = ("version", "stage", "due_at", "attempts", "leased_until", "notified_at", "last_error", "dead_at")
    actions = ("retry",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        rows: QuerySet[Assessment] = super().get_queryset(request)
        return rows.select_related("version").defer("version__extraction")

    @admin.display(description=_("article"))
    def headline(self, assessment: Assessment) -> str:
        return assessment.version.headline

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_assessment")

    @admin.action(description=_("Try given-up rows again"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: Any) -> None:
        number = retry_dead_letters(queryset)
        text = ngettext("%(n)d row is due again.", "%(n)d rows are due again.", number) % {"n": number}
        self.message_user(request, text, messages.SUCCESS if number else messages.WARNING)
