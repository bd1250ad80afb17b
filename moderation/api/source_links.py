"""Links of accounts by REST: a lead behind an outside console links accounts, and ends that."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.access.current import current_via
from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem, field_problem
from articles.api.conventions.fields import CodeChoiceField, TextField
from articles.api.conventions.permissions import visible
from articles.models import Source, SourceLink
from articles.vocabulary.citations import SOURCE_LINKS
from moderation.api.moderators import ActsForPerson
from moderation.api.serializers import ActingSerializer
from moderation.oversight import links
from moderation.oversight.proposing import ProposalRefused


def _problem(error: ValidationError) -> ApiProblem:
    """What the API answers when accounts cannot be linked, or a link not ended."""
    conflicts = {"linked": "accounts_linked", "many": "too_many_linked", "ended": "link_ended"}
    if error.code in conflicts:
        return ApiProblem(409, conflicts[str(error.code)], error.messages[0])
    field = "/other" if error.code == "unknown" else "/reason"
    return field_problem(field, "unknown" if error.code == "unknown" else "required", error.messages[0])


class SourceLinkSerializer(serializers.ModelSerializer[SourceLink]):
    """Two accounts that belong together: they share doubt while the link is open. `source` has the lower id."""

    kind = CodeChoiceField(SOURCE_LINKS)

    class Meta:
        model = SourceLink
        fields = ["id", "source", "other", "kind", "reason", "created_at", "ended_at", "end_reason"]
        read_only_fields = fields


class LinkSerializer(ActingSerializer):
    """The other account, and why both belong together."""

    other = serializers.IntegerField(min_value=1)
    kind = CodeChoiceField(SOURCE_LINKS)
    reason = TextField(max_length=1000)


class UnlinkSerializer(ActingSerializer):
    """Why the two accounts do not belong together."""

    reason = TextField(max_length=1000)


class UnlinkedSerializer(serializers.Serializer[Any]):
    """The link as it is now. `proposal` is the id of the change that waits for a second lead, null when none does."""

    link = SourceLinkSerializer()
    proposal = serializers.IntegerField(allow_null=True)


class _Links(ActsForPerson):
    queryset = SourceLink.objects.none()
    serializer_class: Any = SourceLinkSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[SourceLink]:
        # Both accounts: the other one's name and reason may be another platform's.
        seen = visible(self.request, "source__platform") & visible(self.request, "other__platform")
        return SourceLink.objects.filter(seen)


class SourceLinks(_Links):
    """The links of one account."""

    required_scopes = {"GET": "scores:read", "POST": "queue:work"}

    def _source(self, request: Request, pk: int) -> Source:
        return get_object_or_404(Source.objects.filter(visible(request)), pk=pk)

    @documented(
        {200: SourceLinkSerializer(many=True)}, errors=(404,), tags=["sources"], operation_id="sources_links"
    )  # fmt: skip
    def get(self, request: Request, pk: int) -> Response:
        """Lists the links of the account, open and ended, the newest first, whose both accounts this key sees."""
        source = self._source(request, pk)
        page = self.paginate_queryset(self.get_queryset().filter(Q(source=source) | Q(other=source)))
        return self.get_paginated_response(SourceLinkSerializer(page, many=True).data)

    @documented(
        {201: SourceLinkSerializer}, request=LinkSerializer, errors=(404, 409), tags=["sources"],
        operation_id="sources_link",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Links the account to another one, as a lead. From now on they share doubt, and no account gains by it."""
        source = self._source(request, pk)
        given = LinkSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data
        if not Source.objects.filter(visible(request), pk=wanted["other"]).exists():
            raise field_problem("/other", "unknown", "no such account")
        try:
            outcome = links.link(
                self.person, source.pk, wanted["other"], wanted["kind"], wanted["reason"], via=current_via()
            )
        except ValidationError as error:
            raise _problem(error) from None
        return Response(SourceLinkSerializer(outcome.row).data, status=201)


class SourceLinkEnd(_Links):
    """The end of a link."""

    required_scopes = {"POST": "queue:work"}

    @documented(
        {200: UnlinkedSerializer}, request=UnlinkSerializer, errors=(404, 409), tags=["sources"],
        operation_id="sources_unlink",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Ends a link, as a lead. Where two persons are asked for, it waits for a second lead: `proposal`."""
        link = self.get_object()
        given = UnlinkSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            outcome = links.unlink(self.person, link.pk, given.validated_data["reason"], via=current_via())
        except ValidationError as error:
            raise _problem(error) from None
        except ProposalRefused:
            raise ApiProblem(409, "proposal_waiting", "the end of this link waits for a second lead already") from None
        link.refresh_from_db()
        waiting = outcome.proposal.pk if outcome.proposal else None
        return Response(UnlinkedSerializer({"link": link, "proposal": waiting}).data)
