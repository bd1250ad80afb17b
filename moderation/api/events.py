"""The feed of events by REST: every event in order, for systems that poll."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem
from articles.api.conventions.permissions import key_platform
from moderation.models import FeedEntry
from moderation.webhooks import feed
from moderation.webhooks.protocol.payloads import payload
from moderation.webhooks.protocol.schemas import covers, subscriptions, types
from moderation.webhooks.samples import samples

_PAGE, _MOST = 100, 500
_LARGEST = 2**63 - 1
_PARAMETERS = [
    OpenApiParameter("after", {"type": "integer", "minimum": 0, "default": 0}, description="the `next` of last time"),
    OpenApiParameter(
        "limit", {"type": "integer", "minimum": 1, "maximum": _MOST, "default": _PAGE}, description="events per answer"
    ),
    OpenApiParameter(
        "type", {"type": "string", "enum": list(subscriptions())}, description="one type, `article.*`, or `*` for all"
    ),
]


class FedEventSerializer(serializers.Serializer[Any]):
    """A message as a webhook carries it, with its place in the feed."""

    sequence = serializers.IntegerField(help_text="its place; grows, with no gap that fills later")
    id = serializers.UUIDField(help_text="the event's id, the same as `webhook-id`")
    type = serializers.ChoiceField(choices=[(name, name) for name in types()], help_text="what happened")
    schema_version = serializers.IntegerField(help_text="counts up when readers must change")
    timestamp = serializers.DateTimeField(help_text="when it happened")
    data = serializers.DictField(  # type: ignore[assignment]  # DRF's own `data` is of instances
        help_text="after the schema of its type, see /webhook-events/schemas/"
    )


class FeedSerializer(serializers.Serializer[Any]):
    """A part of the feed. Ask again with `after` = `next`; `more` says whether to do so at once."""

    results = FedEventSerializer(many=True, help_text="the events, in order")
    next = serializers.IntegerField(help_text="the cursor for the next request")
    more = serializers.BooleanField(help_text="whether more events are there already")


class EventFeed(APIView):
    """Every event in order."""

    required_scopes = {"GET": "articles:read"}

    @documented({200: FeedSerializer}, tags=["events"], operation_id="events_list", parameters=_PARAMETERS)
    def get(self, request: Request) -> Response:
        """Shows the events after a cursor, in order. A key of one platform sees the events of that platform.

        Nothing is missed: an event takes its place after its commit. Keep `next`, and ask again from there.
        """
        cursor = _number(request, "after", 0, _LARGEST, default=0)
        limit = _number(request, "limit", 1, _MOST, default=_PAGE)
        last = feed.last_number()
        rows = feed.after(cursor, last).filter(_asked(request))
        platform = key_platform(request)
        if platform is not None:
            rows = rows.filter(platform=platform)
        found = list(rows[: limit + 1])
        page, more = found[:limit], len(found) > limit
        # Past the end, what other filters left out need not be looked at again.
        following = page[-1].sequence if more else max(cursor, last)
        return Response({"results": [_shown(entry) for entry in page], "next": following, "more": more})


class EventSamples(APIView):
    """Messages to try a receiver with."""

    required_scopes = {"GET": "webhooks:manage"}

    @documented(
        {200: OpenApiResponse({"type": "object", "additionalProperties": True}, "A message of each type")},
        tags=["webhooks"],
        operation_id="webhook_events_samples",
    )
    def get(self, request: Request) -> Response:
        """Shows a made-up message of every type, after its schema; none of it happened."""
        return Response(samples())


def _shown(entry: FeedEntry) -> dict[str, Any]:
    event = entry.event
    return {"sequence": entry.sequence, **payload(event.pk, event.type, event.created_at, event.data)}


def _asked(request: Request) -> Q:
    asked = request.query_params.get("type")
    if asked is None:
        return Q()
    if asked not in subscriptions():
        raise _bad("type", f"type is one of: {', '.join(subscriptions())}")
    return Q(event__type__in=[name for name in types() if covers([asked], name)])


def _number(request: Request, name: str, least: int, most: int, *, default: int) -> int:
    given = request.query_params.get(name)
    if given is None:
        return default
    if not re.fullmatch("[0-9]{1,19}", given, re.ASCII) or not least <= int(given) <= most:
        raise _bad(name, f"{name} is a number from {least} to {most}")
    return int(given)


def _bad(name: str, detail: str) -> ApiProblem:
    fault: Any = {"pointer": "", "parameter": name, "detail": detail, "code": "invalid"}
    return ApiProblem(400, "invalid_parameter", detail, errors=[fault])
