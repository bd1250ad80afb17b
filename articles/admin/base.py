"""What all our admin classes share: no full counts, and rows that are only looked at."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Lists go no further than this; filters and search lead to what lies behind.
LIST_CAP = 10_000


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # no subscript at run time
    """Counts at most LIST_CAP rows: counting a million of them costs more than the page shown."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        counted: int = rows.order_by()[:LIST_CAP].count()
        return counted


class FastAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """For big tables: no full count, none by filter, and pages up to LIST_CAP rows."""

    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER


class ReadOnlyAdmin(FastAdmin):
    """Rows that the product writes and people look at: no adding, changing or deleting here."""

    actions: Any = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def pretty_json(value: object) -> SafeString:
    """A JSON value indented, escaped, in its own block."""
    return format_html("<pre class='json'>{}</pre>", json.dumps(value, ensure_ascii=False, indent=2))
