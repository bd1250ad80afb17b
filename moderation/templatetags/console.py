"""What the console's templates cannot say by themselves."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def thousands(number: int) -> str:
    """A count with commas, as both languages of the console write it: 66,307."""
    return f"{number:,}"


@register.filter
def of(table: Mapping[str, object], key: str) -> object:
    """The value at `key`, or "" without one."""
    return table.get(key, "")
