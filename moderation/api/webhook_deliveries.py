"""The delivery log by REST, replays, and the schemas of messages."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from articles.api.conventions.choices import ChoiceFilter
from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem, field_problem
from articles.api.conventions.filters import IdsFilter, MomentFilter, RowIdFilter
from articles.api.conventions.permissions import visible
from articles.api.expansions import ARTICLE
from moderation.api.conflicts import COUNT_CONFLICT
from moderation.api.webhook_endpoints import TAG, key_name, off
from moderation.api.webhook_serializers import (
    DeliverySerializer,
    FullDeliverySerializer,
    NothingSerializer,
    ReplayCountSerializer,
    ReplaySerializer,
)
from moderation.models import WebhookDelivery
from moderation.webhooks import replays
from moderation.webhooks.endpoints import EndpointOff
from moderation.webhooks.protocol import schemas

_SCOPE = "webhooks:manage"
_RANGE = {"endpoint": 1, "since": "2026-03-02T00:00:00+08:00", "until": "2026-03-03T00:00:00+08:00", "state": "failed"}
_EXAMPLES = [
    OpenApiExample("how many are there", value=_RANGE, request_only=True),
    OpenApiExample("send these 12 again", value={**_RANGE, "confirm": 12}, request_only=True),
]


class DeliveryFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the delivery log."""

    endpoint = RowIdFilter(field_name="endpoint_id", help_text="the endpoint's id")
    article = RowIdFilter(field_name="article_id", help_text="the article's id")
    state = ChoiceFilter(choices=WebhookDelivery.State.choices)
    event = django_filters.UUIDFilter(field_name="event_id", help_text="the webhook-id")
    event_type = ChoiceFilter(field_name="event__type", choices=[(name, name) for name in schemas.types()])
    ids = IdsFilter(help_text="up to 200 ids, separated by commas")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_before = MomentFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = WebhookDelivery
        fields: list[str] = []


class Deliveries(generics.GenericAPIView[WebhookDelivery]):
    """The base of all endpoints of the log."""

    required_scopes = {"GET": _SCOPE}
    queryset = WebhookDelivery.objects.none()
    serializer_class: Any = DeliverySerializer
    filter_backends: Any = ()
    expandable: ClassVar[Any] = {"article": ARTICLE}

    def get_queryset(self) -> QuerySet[WebhookDelivery]:
        return WebhookDelivery.objects.filter(visible(self.request, "endpoint__platform")).select_related("event")


class WebhookDeliveryList(Deliveries, generics.ListAPIView[WebhookDelivery]):
    """The delivery log."""

    filter_backends: Any = api_settings.DEFAULT_FILTER_BACKENDS
    filterset_class = DeliveryFilter

    @documented({200: DeliverySerializer(many=True)}, tags=TAG, operation_id="webhook_deliveries_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists deliveries, the newest first."""
        return super().get(request, *args, **kwargs)


class WebhookDeliveryDetail(Deliveries):
    """One delivery."""

    @documented({200: FullDeliverySerializer}, errors=(404,), tags=TAG, operation_id="webhook_deliveries_get")
    def get(self, request: Request, pk: int) -> Response:
        """Shows one delivery with its message, and every attempt with what was sent and answered."""
        return Response(FullDeliverySerializer(self.get_object()).data)


class WebhookDeliveryReplay(Deliveries):
    """Replays one delivery."""

    required_scopes = {"POST": _SCOPE}

    @documented(
        {202: DeliverySerializer}, request=NothingSerializer, errors=(404, 409), tags=TAG,
        operation_id="webhook_deliveries_replay",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Sends a message again, under the id that it had. 409 while it is on its way, or its endpoint is off."""
        delivery = self.get_object()
        NothingSerializer(data=request.data).is_valid(raise_exception=True)
        try:
            again = replays.replay(key_name(request), delivery.pk)
        except replays.StillPending:
            raise ApiProblem(409, "delivery_pending", "this message is on its way already") from None
        except EndpointOff:
            raise off() from None
        return Response(DeliverySerializer(again).data, status=202)


class WebhookDeliveriesReplay(Deliveries):
    """Replays many deliveries."""

    required_scopes = {"POST": _SCOPE}

    @documented(
        {200: ReplayCountSerializer, 202: ReplayCountSerializer}, request=ReplaySerializer, errors=(COUNT_CONFLICT,),
        tags=TAG, operation_id="webhook_deliveries_replay_range", examples=_EXAMPLES,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Counts matching deliveries (200); replays them with that count as `confirm` (202). 409 when it changed."""
        given = ReplaySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = dict(given.validated_data)
        confirmed = wanted.pop("confirm", None)
        chosen, mine = replays.Range(**wanted), self.get_queryset()
        if confirmed is None:
            return Response({"matching": chosen.within(mine).count(), "replayed": 0})
        try:
            done = replays.replay_range(key_name(request), chosen, mine, expected=confirmed)
        except replays.CountChanged as error:
            members = {"matching": error.args[0]}
            raise ApiProblem(409, "count_changed", f"{error} match now; look again", members=members) from None
        except ValueError as error:
            raise field_problem("/until", "too_many", str(error)) from None
        return Response({"matching": done, "replayed": done}, status=202)


class WebhookSchemas(APIView):
    """The contract of messages."""

    required_scopes = {"GET": _SCOPE}

    @documented(
        {200: OpenApiResponse({"type": "object", "additionalProperties": True}, "A JSON Schema for each type")},
        tags=TAG, operation_id="webhook_events_schemas",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Shows the JSON Schema (2020-12) of every type of message."""
        return Response(schemas.schemas())
