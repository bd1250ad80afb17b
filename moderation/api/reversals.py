"""Appeals and overturning by REST."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem, field_problem
from articles.api.conventions.permissions import visible
from articles.models import ApiKey
from moderation.api.conflicts import ITEM_CONFLICT
from moderation.api.moderators import ActsForPerson, conflict
from moderation.api.serializers import (
    AppealSerializer,
    FullDecisionSerializer,
    OverturnSerializer,
    ResolveSerializer,
)
from moderation.api.work import QueueWork
from moderation.appeals import appeals
from moderation.decisions import InvalidDecision, StaleDecision, StaleItem, overturn
from moderation.models import Decision
from moderation.vocabulary import channels
from moderation.vocabulary.refusals import APPEAL_REFUSALS


class _Decisions(generics.GenericAPIView[Decision]):
    queryset = Decision.objects.none()
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Decision]:
        return Decision.objects.filter(visible(self.request, "article__platform")).select_related(
            "article_version", "clause__policy_version", "decided_by", "execution"
        )


class DecisionAppeals(_Decisions):
    """Appeals against a decision."""

    required_scopes = {"POST": "appeals:write"}
    serializer_class: Any = AppealSerializer

    @documented(
        {201: AppealSerializer}, request=AppealSerializer, errors=(404, 409), tags=["decisions"],
        operation_id="decisions_appeal",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Files the author's appeal. 409 with the reason for a decision that cannot be appealed (any more)."""
        decision = self.get_object()
        given = AppealSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        key = request.auth.prefix if isinstance(request.auth, ApiKey) else ""
        try:
            appeal = appeals.file(decision.pk, **given.validated_data, key=key)
        except appeals.CannotAppeal as error:
            raise ApiProblem(409, f"cannot_appeal_{error}", APPEAL_REFUSALS[str(error)].detail) from None
        except InvalidDecision as error:
            raise field_problem(f"/{error.field}", error.code, str(error)) from None
        return Response(AppealSerializer(appeal).data, status=201)


class DecisionOverturn(ActsForPerson, _Decisions):
    """Overturning by a lead."""

    required_scopes = {"POST": "queue:work"}
    serializer_class: Any = OverturnSerializer

    @documented(
        {201: FullDecisionSerializer}, request=OverturnSerializer, errors=(404, 409), tags=["decisions"],
        operation_id="decisions_overturn",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Overturns a decision by a new one, which is the answer. 409 when it cannot be overturned (any more)."""
        decision = self.get_object()
        given = OverturnSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data
        try:
            reversal = overturn(
                self.person, decision.pk, wanted["note"], channel=channels.API, reopens=wanted["reopen"]
            )
        except StaleDecision:
            raise ApiProblem(409, "cannot_overturn", "nothing of this decision is in effect or scheduled") from None
        except InvalidDecision as error:
            raise field_problem(f"/{error.field}", error.code, str(error)) from None
        return Response(FullDecisionSerializer(reversal, context={"internal": True}).data, status=201)


class AppealResolve(QueueWork):
    """The reviewer's answer to an appeal."""

    @documented(
        {200: AppealSerializer}, request=ResolveSerializer, errors=(404, ITEM_CONFLICT), tags=["queue"],
        operation_id="queue_items_resolve_appeal",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Upholds or overturns the decision under appeal. 403 for who decided or approved it, 409 when stale."""
        item = self.get_object()
        given = ResolveSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data
        overturns = wanted["outcome"] == "overturned"
        try:
            appeal = appeals.resolve(
                self.person, item.pk, wanted["version"], overturns=overturns, answer=wanted["answer"]
            )
        except StaleItem as error:
            raise conflict(item, error.reason) from None
        except InvalidDecision as error:
            raise field_problem("/answer", error.code, str(error)) from None
        return Response(AppealSerializer(appeal).data)
