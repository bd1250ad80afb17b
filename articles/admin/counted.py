"""Filters that only links use, not the sidebar: they list the rows that a figure counted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime


class LinkedFilter(admin.SimpleListFilter):
    """A filter that appears only when the URL names it; subclasses set `parameter_name`, `title` and `narrow`."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        value = self.value()
        return [(value, self.words(value))] if value else []

    def words(self, value: str) -> str:
        """What the value means, for the sidebar: a moment in the reader's form, all else as it is."""
        at = parse_datetime(value)
        return value if at is None else date_format(localtime(at) if is_aware(at) else at, "DATETIME_FORMAT")

    def has_output(self) -> bool:
        return bool(self.value())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        value = self.value()
        return self.narrow(queryset, str(value)) if value else None

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Filter the rows by the value; an unknown value gives no rows."""
        raise NotImplementedError


class LinkedLookups:
    """A mixin: lets links filter by these lookups over relations, which the sidebar does not offer."""

    linked_lookups: tuple[str, ...] = ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        allowed: bool = lookup in self.linked_lookups or super().lookup_allowed(lookup, value, request)  # type: ignore[misc]
        return allowed


def of_version(*more: str) -> tuple[str, ...]:
    """Return the lookups by the time the version was stored, and `more`."""
    return ("version__created_at__gte", "version__created_at__lt", *more)
