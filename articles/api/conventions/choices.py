"""Query parameters that take one of several codes; a refusal lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import Model, QuerySet
from django.forms import ValidationError

from articles.api.conventions.permissions import key_platform
from articles.models import Platform
from articles.models.codes import choices_of
from articles.vocabulary.term import Family

_SHOWN = 60


def not_one_of(value: object, choices: Iterable[object]) -> ValidationError:
    """The refusal of a code that is not there, with those that are."""
    known = [str(choice) for choice in choices]
    listed = ", ".join(known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
    return refusal(f"“{str(value)[:100]}” is not one of: {listed}", "invalid_choice")


def refusal(text: str, code: str) -> ValidationError:
    """The refusal with this text, whatever signs are in it: Django fills in the message."""
    return ValidationError("%(text)s", code, {"text": text})


class _OneOf(django_filters.fields.ChoiceField):  # type: ignore[misc]
    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            raise not_one_of(value, [code for code, _ in self.choices if code])


class ChoiceFilter(django_filters.ChoiceFilter):  # type: ignore[misc]
    """One of the choices."""

    field_class = _OneOf


class CodeFilter(ChoiceFilter):
    """A code of a family, of which an installation may have more than another."""

    def __init__(self, family: Family[Any], *args: Any, **kwargs: Any) -> None:
        self.family = family
        super().__init__(*args, choices=choices_of(family), **kwargs)

    @property
    def field(self) -> Any:
        """The form's field, with the terms that the family has now."""
        field = super().field
        field.choices = choices_of(self.family)
        return field


class _Row(django_filters.fields.ModelChoiceField):  # type: ignore[misc]
    known: tuple[str, ...] | None = None
    """The codes that a refusal may list; None for all."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            rows = self.queryset.order_by(self.to_field_name).values_list(self.to_field_name, flat=True).distinct()
            raise not_one_of(value, rows[: _SHOWN + 1] if self.known is None else self.known) from None


class RowFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """A row by its code."""

    field_class = _Row

    def __init__(self, queryset: QuerySet[Any] | Callable[[Any], QuerySet[Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, queryset=queryset, **{"to_field_name": "code", **kwargs})


class PlatformFilter(RowFilter):
    """A platform by its code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(Platform.objects.all(), *args, **kwargs)

    @property
    def field(self) -> Any:
        """The form's field; a key of one platform learns of no other."""
        field, request = super().field, self.get_request()
        bound = key_platform(request) if request is not None else None
        field.known = None if bound is None else (bound.code,)
        return field


class RowCodeFilter(django_filters.CharFilter):  # type: ignore[misc]
    """A code that rows of a table carry, several of them perhaps: clauses of several editions."""

    def __init__(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        self.coded = model
        super().__init__(*args, validators=[self._check], **kwargs)

    def _check(self, value: str) -> None:
        rows = self.coded._default_manager
        if not rows.filter(code=value).exists():
            raise not_one_of(value, rows.order_by("code").values_list("code", flat=True).distinct())
