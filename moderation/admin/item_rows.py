"""Admin of rows that belong to a queue item: hidden with their item, and with its article."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.base import ReadOnlyAdmin, user_of
from moderation.queue.access import hidden_items


class ItemRowsAdmin(ReadOnlyAdmin):
    """`of_item` is the path from a row to its item; empty for the items themselves."""

    of_item: ClassVar[str] = "item"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        hidden = hidden_items(user_of(request), self.of_item)
        return rows if hidden is None else rows.exclude(hidden)
