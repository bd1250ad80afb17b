"""Scores and findings."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin, pretty_json
from articles.models import Finding, Score


@admin.register(Score)
class ScoreAdmin(ReadOnlyAdmin):
    list_display = ("headline", "name", "value", "band", "n", "model", "created_at")
    list_filter = ("name", "band", ("created_at", admin.DateFieldListFilter))
    list_select_related = ("version",)
    fields = (
        "version", "source", "name", "model", "value", "low", "high", "n", "band", "unit", "baseline",
        "shown_reasons", "created_at",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Score]:
        scores: QuerySet[Score] = super().get_queryset(request)
        return scores.select_related("version").defer("version__extraction")

    @admin.display(description=_("article"))
    def headline(self, score: Score) -> str:
        return score.version.headline

    @admin.display(description=_("reasons"))
    def shown_reasons(self, score: Score) -> SafeString:
        return pretty_json(score.reasons)


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ("code", "severity", "headline", "clause", "explanation")
    list_filter = ("severity", "code")
    fields = ("version", "code", "severity", "explanation_zh", "explanation_en", "clause", "evidence")
    readonly_fields = fields
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Finding]:
        findings: QuerySet[Finding] = super().get_queryset(request)
        return findings.select_related("version").defer("version__extraction")

    @admin.display(description=_("article"))
    def headline(self, finding: Finding) -> str:
        return finding.version.headline

    @admin.display(description=_("evidence"))
    def evidence(self, finding: Finding) -> SafeString:
        return pretty_json(finding.spans)
