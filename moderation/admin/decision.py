"""Decisions: append-only, so read only."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import pretty_json
from moderation.admin.item_rows import ItemRowsAdmin
from moderation.models import Decision


@admin.register(Decision)
class DecisionAdmin(ItemRowsAdmin):
    of_articles = ("article",)
    list_display = ("headline", "act", "clause", "decided_by", "channel", "created_at")
    list_filter = ("act", "channel", ("created_at", admin.DateFieldListFilter))
    fields = (
        "item", "article", "article_version", "act", "clause", "note", "decided_by", "channel", "override_of",
        "shown_evidence", "created_at",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        decisions: QuerySet[Decision] = super().get_queryset(request)
        return decisions.select_related("article_version", "article__current", "clause", "decided_by", "item").defer(
            "article_version__extraction", "article__current__extraction"
        )

    @admin.display(description=_("article"))
    def headline(self, decision: Decision) -> str:
        return decision.article_version.headline

    @admin.display(description=_("evidence"))
    def shown_evidence(self, decision: Decision) -> SafeString:
        return pretty_json(decision.evidence)
