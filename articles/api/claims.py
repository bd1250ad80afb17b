"""Endpoint of the bank of known claims."""

from __future__ import annotations

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import Q, QuerySet
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.conventions.choices import ChoiceFilter, PlatformFilter
from articles.api.conventions.docs import documented
from articles.api.conventions.filters import IdsFilter, MomentFilter
from articles.api.conventions.permissions import key_platform
from articles.models import KnownClaim
from articles.models.codes import choices_of
from articles.vocabulary.known_claims import ACTIVE, VERDICTS

_TAG = ["claims"]


class KnownClaimSerializer(serializers.ModelSerializer[KnownClaim]):
    """A claim that its publisher has checked. `verdict_words` are the publisher's own; `platform` is null for all."""

    platform = serializers.SlugRelatedField[Any](slug_field="code", read_only=True, allow_null=True)

    class Meta:
        model = KnownClaim
        fields = [
            "id",
            "claim",
            "verdict",
            "verdict_words",
            "published_on",
            "publisher",
            "link",
            "language",
            "platform",
            "number",
            "created_at",
            "changed_at",
        ]


class KnownClaimFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of known claims."""

    verdict = ChoiceFilter(choices=choices_of(VERDICTS))
    publisher = django_filters.CharFilter(max_length=200)
    platform = PlatformFilter()
    updated_after = MomentFilter(field_name="changed_at", lookup_expr="gte")
    ids = IdsFilter(help_text="up to 200 ids, separated by commas")

    class Meta:
        model = KnownClaim
        fields: list[str] = []


class KnownClaimList(generics.ListAPIView[KnownClaim]):
    """All known claims."""

    required_scopes = {"GET": "articles:read"}
    queryset = KnownClaim.objects.none()
    serializer_class = KnownClaimSerializer
    filterset_class = KnownClaimFilter

    def get_queryset(self) -> QuerySet[KnownClaim]:
        rows = KnownClaim.objects.filter(state=ACTIVE).select_related("platform")
        platform = key_platform(self.request)
        return rows if platform is None else rows.filter(Q(platform=None) | Q(platform=platform))

    @documented({200: KnownClaimSerializer(many=True)}, tags=_TAG, operation_id="claims_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the claims in force, the newest first: those for all platforms, and those of the key's platform."""
        return super().get(request, *args, **kwargs)
