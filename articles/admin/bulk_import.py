"""Imports, for looking at."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.base import ReadOnlyAdmin
from articles.models import Import


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """How far each file has come; the lines' results are in the API."""

    list_display = (
        "id",
        "state",
        "platform",
        "lines",
        "created",
        "duplicates",
        "rejected",
        "created_at",
        "finished_at",
    )
    list_filter = ("state", "platform")
    list_select_related = ("platform",)
    exclude = ("token",)
