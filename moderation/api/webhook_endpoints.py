"""Webhook endpoints by REST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem, field_problem
from articles.api.conventions.permissions import key_platform, visible
from articles.models import ApiKey, Platform
from moderation.api.conflicts import ENDPOINT_CONFLICT
from moderation.api.webhook_serializers import (
    DeliverySerializer,
    EndpointChangeSerializer,
    EndpointSerializer,
    EndpointWithSecretSerializer,
    NothingSerializer,
)
from moderation.models import WebhookEndpoint
from moderation.webhooks import endpoints

TAG = ["webhooks"]
_SCOPE = "webhooks:manage"
_NEW = OpenApiExample(
    "a new endpoint",
    value={
        "url": "https://platform.example.org/webhooks",
        "event_types": ["decision.made", "decision.overturned", "appeal.resolved"],
        "owner_email": "integration@platform.example.org",
        "description": "moderation decisions",
    },
    request_only=True,
)


def key_name(request: Request) -> str:
    """The request's key as the audit log names it."""
    return f"key:{request.auth.prefix}" if isinstance(request.auth, ApiKey) else ""


class Endpoints(generics.GenericAPIView[WebhookEndpoint]):
    """The base of all views of webhook endpoints."""

    required_scopes = {"POST": _SCOPE}
    queryset = WebhookEndpoint.objects.none()
    serializer_class: Any = EndpointSerializer
    filter_backends: Any = ()

    def get_queryset(self) -> QuerySet[WebhookEndpoint]:
        return WebhookEndpoint.objects.kept().filter(visible(self.request)).select_related("platform")


class WebhookEndpointList(Endpoints, generics.ListAPIView[WebhookEndpoint]):
    """Lists and creates endpoints."""

    required_scopes = {"GET": _SCOPE, "POST": _SCOPE}

    @documented({200: EndpointSerializer(many=True)}, tags=TAG, operation_id="webhook_endpoints_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists endpoints, the newest first."""
        return super().get(request, *args, **kwargs)

    @documented(
        {201: EndpointWithSecretSerializer}, request=EndpointSerializer, errors=(ENDPOINT_CONFLICT,), tags=TAG,
        examples=[_NEW], operation_id="webhook_endpoints_make",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Makes an endpoint. The answer holds its secret, which is shown this once only.

        409 `endpoint_exists` when an endpoint with this address gets the same events already: each would come twice.
        """
        given = EndpointSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = dict(given.validated_data)
        wanted["platform"] = _platform(request, wanted.get("platform"), said="platform" in wanted)
        with transaction.atomic():
            endpoint, secret = _tried(lambda: endpoints.make(key_name(request), **wanted))
            endpoints.show_secret(key_name(request), endpoint.pk)
        place = reverse("webhook-endpoint", kwargs={"pk": endpoint.pk}, request=request)
        return Response(_with_secret(endpoint, secret), status=201, headers={"Location": place})


class WebhookEndpointDetail(Endpoints):
    """One endpoint."""

    required_scopes = {"GET": _SCOPE, "PATCH": _SCOPE, "DELETE": _SCOPE}

    @documented({200: EndpointSerializer}, errors=(404,), tags=TAG, operation_id="webhook_endpoints_get")
    def get(self, request: Request, pk: int) -> Response:
        """Shows one endpoint and how it is doing."""
        return Response(EndpointSerializer(self.get_object()).data)

    @documented(
        {200: EndpointSerializer}, request=EndpointChangeSerializer, errors=(404, ENDPOINT_CONFLICT), tags=TAG,
        operation_id="webhook_endpoints_change",
    )  # fmt: skip
    def patch(self, request: Request, pk: int) -> Response:
        """Changes what is given. `state` active sends what waits, and clears the count of failures."""
        endpoint = self.get_object()
        given = EndpointChangeSerializer(endpoint, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        wanted = dict(given.validated_data)
        state = wanted.pop("state", None)
        with transaction.atomic():
            endpoint = _tried(lambda: endpoints.change(key_name(request), endpoint.pk, **wanted))
            if state is not None:
                switch = endpoints.enable if state == "active" else endpoints.disable
                endpoint = switch(key_name(request), endpoint.pk)
        return Response(EndpointSerializer(endpoint).data)

    @documented(
        {204: OpenApiResponse(None, "Removed")}, errors=(404,), tags=TAG, operation_id="webhook_endpoints_remove"
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Removes an endpoint; what was on its way to it is given up. Its delivery log stays."""
        endpoints.remove(key_name(request), self.get_object().pk)
        return Response(status=204)


class WebhookEndpointRotate(Endpoints):
    """A new secret."""

    @documented(
        {200: EndpointWithSecretSerializer}, request=NothingSerializer, errors=(404,), tags=TAG,
        operation_id="webhook_endpoints_rotate_secret",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Makes a new secret and shows it this once. Until `previous_until`, messages carry a signature of each."""
        endpoint = self.get_object()
        NothingSerializer(data=request.data).is_valid(raise_exception=True)
        with transaction.atomic():
            endpoint, secret = endpoints.rotate(key_name(request), endpoint.pk)
            endpoints.show_secret(key_name(request), endpoint.pk)
        return Response(_with_secret(endpoint, secret))


class WebhookEndpointTest(Endpoints):
    """Sends a test message."""

    @documented(
        {202: DeliverySerializer}, request=NothingSerializer, errors=(404, 409), tags=TAG,
        operation_id="webhook_endpoints_test",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Sends a `webhook.test` message; its outcome is at `/webhook-deliveries/{id}/`. 409 for one that is off."""
        endpoint = self.get_object()
        NothingSerializer(data=request.data).is_valid(raise_exception=True)
        try:
            delivery = endpoints.send_test(key_name(request), endpoint.pk)
        except endpoints.EndpointOff:
            raise off() from None
        return Response(DeliverySerializer(delivery).data, status=202)


def off() -> ApiProblem:
    """409: nothing is sent to an endpoint that is switched off."""
    return ApiProblem(409, "endpoint_disabled", "the endpoint is switched off: set its state to active first")


def _platform(request: Request, wanted: Platform | None, *, said: bool) -> Platform | None:
    bound = key_platform(request)
    if bound is None:
        return wanted
    if said and wanted != bound:
        raise field_problem("/platform", "not_yours", "this key is for another platform")
    return bound


def _tried(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except endpoints.InvalidEndpoint as error:
        raise field_problem(f"/{error.field}", error.code, str(error)) from None
    except endpoints.EndpointExists as error:
        raise ApiProblem(409, "endpoint_exists", str(error), members={"endpoint": error.endpoint}) from None


def _with_secret(endpoint: WebhookEndpoint, secret: str) -> dict[str, Any]:
    return {**EndpointSerializer(endpoint).data, "secret": secret}
