"""Working the queue from an outside console: claim, decide, release, heartbeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from articles.api.conventions.docs import NO_CONTENT, documented
from articles.api.conventions.errors import field_problem
from articles.api.conventions.permissions import key_platform
from moderation.api.conflicts import ITEM_CONFLICT
from moderation.api.moderators import ActsForPerson, conflict
from moderation.api.serializers import (
    ActingSerializer,
    ClaimSerializer,
    DecideSerializer,
    FullDecisionSerializer,
    QueueItemSerializer,
)
from moderation.api.views import QueueItems
from moderation.decisions import DecisionRequest, InvalidDecision, StaleItem, decide
from moderation.models import Queue, QueueItem
from moderation.queue.claims import ClaimConflict, heartbeat, release
from moderation.queue.claims_outside import claim_for
from moderation.vocabulary import channels

_TAG = ["queue"]


class QueueWork(ActsForPerson, QueueItems):
    """An act on the queue by the person whom the credential establishes."""

    required_scopes = {"POST": "queue:work"}

    def shown(self, item: QueueItem) -> Response:
        return Response(QueueItemSerializer(self.get_queryset().get(pk=item.pk)).data)


class QueueClaim(QueueWork):
    """Claims work."""

    @documented(
        {200: QueueItemSerializer, 204: NO_CONTENT},
        request=ClaimSerializer,
        tags=_TAG,
        operation_id="queue_items_claim",
    )
    def post(self, request: Request) -> Response:
        """Claims the next item for a moderator; an item they already hold comes first. 204 when nothing waits."""
        given = ClaimSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        code = given.validated_data.get("queue")
        queue = Queue.objects.filter(code=code).first() if code else None
        if code and queue is None:
            codes = ", ".join(Queue.objects.values_list("code", flat=True))
            raise field_problem("/queue", "unknown", f"no such queue; the queues: {codes}")
        item = claim_for(self.person, queue, key_platform(request))
        return Response(status=204) if item is None else self.shown(item)


class QueueDecide(QueueWork):
    """Decides items."""

    @documented(
        {201: FullDecisionSerializer},
        request=DecideSerializer,
        errors=(404, ITEM_CONFLICT),
        tags=_TAG,
        operation_id="queue_items_decide",
    )
    def post(self, request: Request, pk: int) -> Response:
        """Decides an item as it was seen. 409 with the current item when it has changed or is decided."""
        item = self.get_object()
        given = DecideSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data
        order = DecisionRequest(
            item_id=item.pk,
            version=wanted["version"],
            act=wanted["act"],
            clause=wanted.get("policy") or "",
            note=wanted.get("note") or "",
            label=wanted.get("label") or "",
            channel=channels.API,
        )
        try:
            decision = decide(self.person, order)
        except StaleItem as error:
            raise conflict(item, error.reason) from None
        except InvalidDecision as error:
            raise field_problem(f"/{error.field}", error.code, str(error)) from None
        place = reverse("decision", kwargs={"pk": decision.pk}, request=request)
        shown = FullDecisionSerializer(decision, context={"internal": True}).data
        return Response(shown, status=201, headers={"Location": place})


class _Hold(QueueWork):
    """An act of the claim's holder on their claim."""

    act: Callable[[User, int], QueueItem]

    def post(self, request: Request, pk: int) -> Response:
        item = self.get_object()
        given = ActingSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            return self.shown(type(self).act(self.person, item.pk))
        except ClaimConflict as error:
            raise conflict(item, str(error)) from None


def _hold_documented(name: str) -> Callable[[Any], Any]:
    return documented(
        {200: QueueItemSerializer},
        request=ActingSerializer,
        errors=(404, ITEM_CONFLICT),
        tags=_TAG,
        operation_id=f"queue_items_{name}",
    )


class QueueRelease(_Hold):
    """Gives a claim back."""

    act = staticmethod(release)

    @_hold_documented("release")
    def post(self, request: Request, pk: int) -> Response:
        """Gives a claim back: the item is free for the next one."""
        return super().post(request, pk)


class QueueHeartbeat(_Hold):
    """Keeps a claim."""

    act = staticmethod(heartbeat)

    @_hold_documented("heartbeat")
    def post(self, request: Request, pk: int) -> Response:
        """Renews a claim that has not run out."""
        return super().post(request, pk)
