"""Stricter versions of DRF's fields."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar, NoReturn

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from articles.models.codes import choices_of
from articles.vocabulary.scores import SEVERITIES
from articles.vocabulary.term import Family

# The schema takes the names of its enums from these.
SEVERITY_CHOICES = partial(choices_of, SEVERITIES)


class TextField(serializers.CharField):
    """A JSON string. DRF's field accepts numbers too; the clause 2.10, sent as a number, would become 2.1."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class CodeChoiceField(serializers.ChoiceField):
    """One of a family's codes. Each serializer reads the family's current terms, so added terms are valid."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid_choice": _("“{input}” is not one of: {choices}")}

    def __init__(self, family: Family[Any], *, only: Any = None, **kwargs: Any) -> None:
        super().__init__(choices_of(family, only=only), **kwargs)

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        super().fail(key, choices=", ".join(map(str, self.choices)), **kwargs)
