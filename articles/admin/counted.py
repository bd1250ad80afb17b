"""Filters that a link may name and no sidebar offers: what a figure counted, listed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class LinkedFilter(admin.SimpleListFilter):
    """A filter that is there when the address names it; subclasses set `parameter_name`, `title` and `narrow`."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        value = self.value()
        return [(value, value)] if value else []

    def has_output(self) -> bool:
        return bool(self.value())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        value = self.value()
        return self.narrow(queryset, str(value)) if value else None

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The rows that fit the value; none for one that means nothing."""
        raise NotImplementedError


class LinkedLookups:
    """Lets an address filter by these lookups over relations: they are read by links, not offered in the sidebar."""

    linked_lookups: tuple[str, ...] = ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        allowed: bool = lookup in self.linked_lookups or super().lookup_allowed(lookup, value, request)  # type: ignore[misc]
        return allowed


def of_version(*more: str) -> tuple[str, ...]:
    """The lookups by when the version was stored, and others."""
    return ("version__created_at__gte", "version__created_at__lt", *more)
