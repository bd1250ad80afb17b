"""Admin of imports; read only."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.base import ReadOnlyAdmin
from articles.models import Import


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """Admin with the progress of each file; the API has the results per line."""

    list_display = (
        "id",
        "state",
        "platform",
        "lines",
        "created",
        "updated",
        "duplicates",
        "rejected",
        "created_at",
        "finished_at",
    )
    list_filter = ("state", "platform")
    list_select_related = ("platform",)
    exclude = ("token",)
