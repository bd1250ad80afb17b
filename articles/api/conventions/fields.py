"""Stricter versions of DRF's fields."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, NoReturn

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from articles.models import Platform
from articles.models.codes import choices_of
from articles.vocabulary.term import Family

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""The times that every database holds at any offset; years beyond them are mistakes anyway."""


class TextField(serializers.CharField):
    """A JSON string. DRF's field accepts numbers too; the clause 2.10, sent as a number, would become 2.1."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class OneOfField(serializers.ChoiceField):
    """One of the choices; a refusal lists them."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid_choice": _("“{input}” is not one of: {choices}")}

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        shown = {"choices": ", ".join(map(str, self.choices)), **kwargs}
        super().fail(key, **{name: str(value)[:2_000] for name, value in shown.items()})


class CodeChoiceField(OneOfField):
    """One of a family's codes. Each serializer reads the family's current terms, so added terms are valid."""

    def __init__(self, family: Family[Any], *, only: Any = None, **kwargs: Any) -> None:
        super().__init__(choices_of(family, only=only), **kwargs)


class PlatformField(serializers.SlugRelatedField[Platform]):
    """A platform by its code; a refusal lists the codes."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "does_not_exist": _("“{value}” is not one of: {choices}"),
        "invalid": _("a platform is given by its code, one of: {choices}"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="code", **kwargs)

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        codes = ", ".join(Platform.objects.order_by("code").values_list("code", flat=True))
        super().fail(key, **{"choices": codes, **kwargs, "value": str(kwargs.get("value", ""))[:100]})


class MomentField(serializers.DateTimeField):
    """An ISO 8601 time in the years that every database holds; without offset it is in the server's zone."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("write the time in ISO 8601, with its offset: 2026-01-05T10:30:00+08:00"),
        "date": _("write the time in ISO 8601, with its offset: 2026-01-05T10:30:00+08:00"),
        "overflow": _("give a time between the years 1900 and 9000"),
    }

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str):
            self.fail("invalid")
        read: datetime = super().to_internal_value(value)
        if not EARLIEST <= read <= LATEST:
            self.fail("overflow")
        return read
