"""Admin of the measured precision of findings, and of the gate that it is held against."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.base import FastAdmin, ReadOnlyAdmin
from articles.models import FindingPrecision, PrecisionGate
from articles.provenance.precision.gate import LOW_BELOW, MEDIUM_BELOW, QUIET_BELOW
from articles.provenance.rules import finding_name
from articles.provenance.stored.precision import measured


@admin.register(FindingPrecision)
class FindingPrecisionAdmin(ReadOnlyAdmin):
    list_display = ("kind", "n", "precision", "judged_set", "measured_on")
    fields = (
        "kind", "right", "arguable", "wrong", "precision", "judged_set", "sha256", "measured_on", "created_at",
    )  # fmt: skip
    readonly_fields = fields

    @admin.display(description=_("finding"), ordering="code")
    def kind(self, row: FindingPrecision) -> str:
        return finding_name(row.code, get_language() or "zh")

    @admin.display(description="n")
    def n(self, row: FindingPrecision) -> int:
        return measured(row).n

    @admin.display(description=_("precision"))
    def precision(self, row: FindingPrecision) -> str:
        share = measured(row).strict
        return "–" if share.value is None else f"{share.value:.2f} [{share.low:.2f}–{share.high:.2f}]"


@admin.register(PrecisionGate)
class PrecisionGateAdmin(FastAdmin):
    """The one row; adding a second one leads to it."""

    list_display = ("quiet_below", "low_below", "medium_below")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        gate = PrecisionGate.objects.first()
        if gate is not None:
            return redirect("admin:articles_precisiongate_change", gate.pk)
        return super().add_view(request, form_url, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"quiet_below": QUIET_BELOW, "low_below": LOW_BELOW, "medium_below": MEDIUM_BELOW}
