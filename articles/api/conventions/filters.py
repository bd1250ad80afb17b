"""Query parameters of the lists. An unknown value is a 400, never an empty list."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import ValidationError
from drf_spectacular.utils import extend_schema_field

from articles.api.conventions.choices import ChoiceFilter, CodeFilter, PlatformFilter, refusal
from articles.api.conventions.fields import EARLIEST, LATEST
from articles.intake.identity.keys import url_key
from articles.models import Article, Correction, Finding, Import, ProvenanceFlag, Source
from articles.models.codes import choices_of
from articles.provenance.rules import FINDINGS
from articles.vocabulary.citations import SOURCE_KINDS
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.scores import BANDS

LARGEST_ID = 2**63 - 1
_LONGEST_URL = 2000
_MOST_IDS = 200

_RANGE = "give a time between the years 1900 and 9000"
_FORMS = (
    "write the time in ISO 8601, with its offset: 2026-01-05T10:30:00Z, 2026-01-05T10:30:00%2B08:00 or 2026-01-05 "
    "(the whole day in the server's zone begins then)"
)
# What becomes of 2026-01-05T10:30:00+08:00 when nobody encodes it.
_LOST_PLUS = re.compile(r"T\d.* \d{2}:?\d{2}$")


class MomentField(django_filters.fields.IsoDateTimeField):  # type: ignore[misc]
    """An ISO 8601 time; without offset it is in the server's zone."""

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and _LOST_PLUS.search(value.strip()):
            raise refusal("write the + of the offset as %2B: a + in an address is a space", "invalid")
        try:
            moment = super().clean(value)
        except OverflowError:
            raise refusal(_RANGE, "out_of_range") from None
        except ValidationError:
            raise refusal(_FORMS, "invalid") from None
        if moment is not None and not EARLIEST <= moment <= LATEST:
            raise refusal(_RANGE, "out_of_range")
        # PostgreSQL rejects offsets of 16 hours or more, which ISO 8601 allows.
        return moment and moment.astimezone(UTC)


class MomentFilter(django_filters.IsoDateTimeFilter):  # type: ignore[misc]
    field_class = MomentField


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": LARGEST_ID})
class RowIdFilter(django_filters.NumberFilter):  # type: ignore[misc]
    """A row's id: a positive 64-bit integer."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=1, max_value=LARGEST_ID, **kwargs)

    def get_max_validator(self) -> None:
        """Return no validator: the field has its own bounds."""


class IdsField(forms.CharField):
    """Up to 200 ids, separated by commas."""

    def to_python(self, value: Any) -> Any:
        given = super().to_python(value)
        if not given:
            return None
        ids = given.split(",")
        if len(ids) > _MOST_IDS or not all(re.fullmatch("[1-9][0-9]{0,17}", each, re.ASCII) for each in ids):
            raise refusal(f"at most {_MOST_IDS} ids, separated by commas, like 12,34", "invalid")
        return [int(each) for each in ids]


@extend_schema_field({"type": "string", "pattern": "^[1-9][0-9]{0,17}(,[1-9][0-9]{0,17}){0,199}$"})
class IdsFilter(django_filters.CharFilter):  # type: ignore[misc]
    """Rows by their ids."""

    field_class = IdsField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs if not value else qs.filter(pk__in=value)


class TruthField(forms.Field):
    """`true` or `false`; anything else, including 1 and 0, is an error."""

    def to_python(self, value: Any) -> bool | None:
        if value in (None, ""):
            return None
        if value not in ("true", "false"):
            raise refusal("true or false", "invalid")
        return bool(value == "true")


class TruthFilter(django_filters.BooleanFilter):  # type: ignore[misc]
    field_class = TruthField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.TextInput, **kwargs})


class ArticleFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the article list."""

    platform = PlatformFilter()
    external_id = django_filters.CharFilter(max_length=200)
    url = django_filters.CharFilter(method="has_url", max_length=_LONGEST_URL)
    source = RowIdFilter(field_name="source_id", help_text="the source's id")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_before = MomentFilter(field_name="created_at", lookup_expr="lt")
    flag = CodeFilter(FLAGS, method="has_flag", help_text="code of a provenance flag of the current version")
    band = ChoiceFilter(
        field_name="current__clickbait_band",
        choices=choices_of(BANDS),
        help_text="clickbait band of the headline",
    )

    finding = CodeFilter(FINDINGS, method="has_finding", help_text="code of a finding about the current version")
    assessed = TruthFilter(method="is_assessed", help_text="whether the current version has been through all stages")

    updated_after = MomentFilter(
        method="is_updated_after", help_text="stored, assessed, corrected or withdrawn since, whatever came last"
    )
    ids = IdsFilter(help_text="up to 200 ids, separated by commas")
    withdrawn = TruthFilter(
        field_name="withdrawn_at", lookup_expr="isnull", exclude=True, help_text="whether its platform withdrew it"
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def has_url(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Filter by the indexed URL key. A URL that was cut for storage still has the key of the full one."""
        found = queryset.filter(url=value)
        return found if len(value) >= _LONGEST_URL else found.filter(url_key=url_key(value))

    def has_finding(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        return queryset.filter(Exists(Finding.objects.filter(code=value, version=OuterRef("current"))))

    def is_updated_after(self, queryset: QuerySet[Article], name: str, value: datetime) -> QuerySet[Article]:
        corrected = Correction.objects.filter(version__article=OuterRef("pk"), created_at__gte=value)
        stored = Q(current__created_at__gte=value) | Q(current__assessed_at__gte=value)
        return queryset.filter(stored | Q(withdrawn_at__gte=value) | Exists(corrected))

    def is_assessed(self, queryset: QuerySet[Article], name: str, value: bool) -> QuerySet[Article]:
        return queryset.filter(current__assessed_at__isnull=not value)

    def has_flag(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Filter by the main code of a declaration, or a further code of the same sentence."""
        says = Q(code=value) | Q(also__icontains=f'"{value}"')
        return queryset.filter(Exists(ProvenanceFlag.objects.filter(says, version=OuterRef("current"))))


class SourceFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the source list."""

    platform = PlatformFilter()
    kind = ChoiceFilter(choices=choices_of(SOURCE_KINDS))
    name = django_filters.CharFilter(max_length=200)
    external_id = django_filters.CharFilter(max_length=100)
    updated_after = MomentFilter(field_name="updated_at", lookup_expr="gte")
    ids = IdsFilter(help_text="up to 200 ids, separated by commas")

    class Meta:
        model = Source
        fields: list[str] = []


class ImportFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of imports."""

    state = ChoiceFilter(choices=Import.State.choices)
    platform = PlatformFilter()
    created_after = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_before = MomentFilter(field_name="created_at", lookup_expr="lt")
    ids = IdsFilter(help_text="up to 200 ids, separated by commas")

    class Meta:
        model = Import
        fields: list[str] = []
