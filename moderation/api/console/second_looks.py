"""Blind second looks from an outside console: the next one for a person, and their answer."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.conventions.docs import NO_CONTENT, documented
from articles.api.conventions.errors import ApiProblem, field_problem
from articles.api.conventions.fields import CodeChoiceField, TextField
from articles.api.conventions.filters import LARGEST_ID
from articles.api.conventions.permissions import visible
from moderation.api.conflicts import DECISION_CONFLICT
from moderation.api.moderators import ActsForPerson
from moderation.api.serializers import ActingSerializer
from moderation.decisions import InvalidDecision, StaleDecision
from moderation.models import SecondLook
from moderation.quality import second_looks
from moderation.vocabulary.acts import ACTS
from moderation.vocabulary.refusals import REFUSALS

_TAG = ["queue"]
_FIELDS = {"act": "act", "policy": "policy", "clause": "policy"}


class SecondLookSerializer(serializers.ModelSerializer[SecondLook]):
    """A decision to be judged a second time, without what was decided."""

    id = serializers.IntegerField(source="decision_id", help_text="the decision's id, for `/second-looks/{id}/answer/`")
    item = serializers.IntegerField(source="decision.item_id", help_text="id of the item that was decided")
    article = serializers.IntegerField(source="decision.article_id", help_text="id of the article")
    article_version = serializers.IntegerField(
        source="decision.article_version.number", help_text="the version of the article that was judged"
    )
    headline = serializers.CharField(source="decision.article_version.headline")
    queue = serializers.CharField(source="decision.item.queue.code")

    class Meta:
        model = SecondLook
        fields = ["id", "item", "article", "article_version", "headline", "queue", "created_at"]


class AnsweredLookSerializer(serializers.ModelSerializer[SecondLook]):
    """A second look with its answer; the decision stays as it is."""

    id = serializers.IntegerField(source="decision_id", help_text="the decision's id")
    policy = serializers.CharField(
        source="clause.code",
        allow_null=True,
        default=None,
        help_text="code of the clause that was named; null for none",
    )

    class Meta:
        model = SecondLook
        fields = ["id", "act", "policy", "reviewed_at"]


class AnswerSerializer(ActingSerializer):
    """What the second moderator would decide."""

    act = CodeChoiceField(ACTS, only=lambda act: not act.is_reversal, help_text="the act that they would choose")
    policy = TextField(
        required=False, allow_null=True, allow_blank=True, max_length=20,
        help_text="code of the clause it would rest on; every act but `allow` needs one",
    )  # fmt: skip


class SecondLookNext(ActsForPerson):
    """The next one."""

    queryset = SecondLook.objects.none()
    required_scopes = {"POST": "queue:work"}

    @documented(
        {200: SecondLookSerializer, 204: NO_CONTENT}, request=ActingSerializer, tags=_TAG,
        operation_id="second_looks_next",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Shows the oldest decision that waits for this moderator's second look. 204 when none does.

        It says nothing of what was decided, so that the second judgement is one of its own.
        """
        ActingSerializer(data=request.data).is_valid(raise_exception=True)
        rows = second_looks.open_for(self.person).filter(visible(request, "decision__article__platform"))
        rows = rows.select_related("decision__item__queue", "decision__article_version")
        look = rows.defer("decision__article_version__extraction").order_by("created_at", "pk").first()
        return Response(status=204) if look is None else Response(SecondLookSerializer(look).data)


class SecondLookAnswer(ActsForPerson, APIView):
    """The answer."""

    required_scopes = {"POST": "queue:work"}

    @documented(
        {200: AnsweredLookSerializer}, request=AnswerSerializer, errors=(404, DECISION_CONFLICT), tags=_TAG,
        operation_id="second_looks_answer",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Records what the second moderator would decide. 403 for who decided it; 409 when somebody has answered."""
        looks = SecondLook.objects.filter(visible(request, "decision__article__platform"))
        look = get_object_or_404(looks, pk=min(pk, LARGEST_ID))
        given = AnswerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data
        try:
            answered = second_looks.answer(self.person, look.pk, act=wanted["act"], clause=wanted.get("policy") or "")
        except StaleDecision as error:
            detail = REFUSALS[str(error)].en_long
            raise ApiProblem(409, "decision_stale", detail, members={"reason": str(error)}) from None
        except InvalidDecision as error:
            raise field_problem(f"/{_FIELDS.get(error.field, error.field)}", error.code, str(error)) from None
        return Response(AnsweredLookSerializer(answered).data)
