"""Scorers outside by REST: a lead behind an outside console registers, changes and moves them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem, field_problem
from articles.api.conventions.fields import TextField
from articles.api.conventions.permissions import key_platform, visible
from articles.models import Platform
from moderation.api.console.paging import WholeList
from moderation.api.moderators import ActsForPerson
from moderation.api.serializers import ActingSerializer
from moderation.models import OutsideScorer
from moderation.outside_scorers import registering
from moderation.outside_scorers.figures import figures_of
from moderation.vocabulary.scorers import LONGEST_CODE, LONGEST_VERSION

_TAG = ["scorers"]
_MOST_INTEGER = 2**31 - 1
_ACTING = frozenset(ActingSerializer().fields)
"""Members that say who acts; `ActsForPerson` reads them."""


class ScorerCallsSerializer(serializers.Serializer[Any]):
    """The calls of the last seven days. `other_version`: answers that do not count, since another version made them."""

    answered = serializers.IntegerField(help_text="calls that were answered with a score")
    failed = serializers.IntegerField(help_text="calls that were given up")
    pending = serializers.IntegerField(help_text="calls on their way")
    other_version = serializers.IntegerField(help_text="answers of another version than the registered one")
    typical_ms = serializers.IntegerField(allow_null=True, help_text="median of the answers' time, in milliseconds")
    slow_ms = serializers.IntegerField(allow_null=True, help_text="95th percentile of the same, in milliseconds")


class ScorerSerializer(serializers.ModelSerializer[OutsideScorer]):
    """A service that scores articles. Its answers count while it is `live`; in `shadow` they are kept and not used."""

    platform = serializers.SlugRelatedField[Platform](
        slug_field="code", read_only=True, allow_null=True, help_text="whose articles it scores; null for all"
    )
    mode = serializers.ChoiceField(choices=OutsideScorer.Mode.choices, read_only=True, help_text="shadow, live or off")
    is_broken = serializers.BooleanField(read_only=True, help_text="whether only probes are sent after failures")
    calls = serializers.SerializerMethodField(help_text="its calls of the last seven days")

    class Meta:
        model = OutsideScorer
        fields = [
            *("id", "code", "name_zh", "name_en", "platform", "url", "version", "timeout_seconds", "daily_budget"),
            *("medium", "high", "mode", "is_broken", "consecutive_failures", "probe_at", "previous_until"),
            *("calls", "created_at"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "code": {"help_text": "what rules write: signal(\"code\")"},
            "name_zh": {"help_text": "its name in Chinese"},
            "name_en": {"help_text": "its name in English"},
            "url": {"help_text": "where articles are posted to"},
            "version": {"help_text": "the version whose answers count"},
            "timeout_seconds": {"help_text": "seconds that it may take to answer, 0.2 to 10"},
            "daily_budget": {"help_text": "calls per day in China at most"},
            "medium": {"help_text": "the lowest value of band medium, 0–100"},
            "high": {"help_text": "the lowest value of band high, 0–100"},
            "consecutive_failures": {"help_text": "failures in a row; after five only probes are sent"},
            "probe_at": {"help_text": "when it is tried again; null while it is well"},
            "previous_until": {"help_text": "until when the previous secret signs too; null when it does not"},
            "created_at": {"help_text": "when it was registered, ISO 8601 with offset"},
        }  # fmt: skip

    @extend_schema_field(ScorerCallsSerializer)
    def get_calls(self, scorer: OutsideScorer) -> Any:
        return ScorerCallsSerializer(figures_of(scorer)).data


class ScorerWithSecretSerializer(ScorerSerializer):
    """A scorer with its secret, which is shown only once."""

    secret = serializers.CharField(help_text="what the service verifies requests with: whsec_ and base64")

    class Meta(ScorerSerializer.Meta):
        fields = [*ScorerSerializer.Meta.fields, "secret"]
        read_only_fields = fields


class ScorerChangeSerializer(ActingSerializer):
    """What of a scorer is to change. Another `url` or `version` puts a live one back into shadow."""

    name_zh = TextField(max_length=80, required=False, help_text="its name in Chinese")
    name_en = TextField(max_length=80, required=False, help_text="its name in English")
    url = TextField(max_length=2000, required=False, help_text="https, on the public internet")
    version = TextField(max_length=LONGEST_VERSION, required=False, help_text="as the service writes it in answers")
    timeout_seconds = serializers.FloatField(
        min_value=0.2, max_value=10, required=False, help_text="seconds to answer, 0.2 to 10; 3 if not given"
    )
    daily_budget = serializers.IntegerField(
        min_value=1, max_value=10_000_000, required=False, help_text="calls per day; 10,000 if not given"
    )
    medium = serializers.IntegerField(min_value=1, max_value=99, required=False, help_text="0–100; 50 if not given")
    high = serializers.IntegerField(min_value=2, max_value=100, required=False, help_text="0–100; 80 if not given")


class ScorerRegisterSerializer(ScorerChangeSerializer):
    """A scorer to register."""

    code = serializers.SlugField(max_length=LONGEST_CODE, help_text="what rules write: lower case, digits, - and _")
    platform = serializers.SlugRelatedField[Platform](
        slug_field="code", queryset=Platform.objects.all(), allow_null=True, required=False,
        help_text="score this platform's articles only; that of the key where it is bound to one",
    )  # fmt: skip
    name_zh = TextField(max_length=80, help_text="its name in Chinese")
    name_en = TextField(max_length=80, help_text="its name in English")
    url = TextField(max_length=2000, help_text="https, on the public internet")
    version = TextField(max_length=LONGEST_VERSION, help_text="as the service writes it in answers")


class ScorerMoveSerializer(ActingSerializer):
    """Where a scorer goes. `live` needs a reason, and an answer in shadow."""

    mode = serializers.ChoiceField(choices=OutsideScorer.Mode.choices, help_text="shadow, live or off")
    reason = TextField(max_length=300, required=False, allow_blank=True, help_text="why; kept in the audit chain")


class Scorers(ActsForPerson):
    """The base of all views of scorers."""

    queryset = OutsideScorer.objects.none()
    serializer_class: Any = ScorerSerializer
    filter_backends: Any = ()

    def get_queryset(self) -> QuerySet[OutsideScorer]:
        return OutsideScorer.objects.filter(visible(self.request)).select_related("platform")

    def given(self, request: Request, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        given = serializer(data=request.data)
        given.is_valid(raise_exception=True)
        return {name: value for name, value in given.validated_data.items() if name not in _ACTING}


class ScorerList(Scorers, generics.ListAPIView[OutsideScorer]):
    """Lists and registers scorers."""

    required_scopes = {"GET": "queue:work", "POST": "queue:work"}
    pagination_class = WholeList

    @documented({200: ScorerSerializer(many=True)}, tags=_TAG, operation_id="scorers_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the scorers outside, by code, with how they answer."""
        return super().get(request, *args, **kwargs)

    @documented(
        {201: ScorerWithSecretSerializer}, request=ScorerRegisterSerializer, tags=_TAG, operation_id="scorers_register"
    )
    def post(self, request: Request) -> Response:
        """Registers a scorer, as a lead, in shadow. The answer holds its secret, which is shown this once only."""
        wanted = self.given(request, ScorerRegisterSerializer)
        wanted["platform"] = _platform(request, wanted.get("platform"))
        scorer, secret = _tried(lambda: registering.register(self.person, **wanted))
        place = reverse("scorer", kwargs={"pk": scorer.pk}, request=request)
        return Response(_with_secret(scorer, secret), status=201, headers={"Location": place})


class ScorerDetail(Scorers):
    """One scorer."""

    required_scopes = {"GET": "queue:work"}

    @documented({200: ScorerSerializer}, errors=(404,), tags=_TAG, operation_id="scorers_get")
    def get(self, request: Request, pk: int) -> Response:
        """Shows one scorer and how it answers."""
        return Response(ScorerSerializer(self.get_object()).data)


class ScorerChange(Scorers):
    """Changes a scorer."""

    required_scopes = {"POST": "queue:work"}

    @documented(
        {200: ScorerSerializer}, request=ScorerChangeSerializer, errors=(404,), tags=_TAG,
        operation_id="scorers_change",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Changes what is given, as a lead."""
        scorer = self.get_object()
        wanted = self.given(request, ScorerChangeSerializer)
        return Response(ScorerSerializer(_tried(lambda: registering.change(self.person, scorer.pk, **wanted))).data)


class ScorerMove(Scorers):
    """Moves a scorer."""

    required_scopes = {"POST": "queue:work"}

    @documented(
        {200: ScorerSerializer}, request=ScorerMoveSerializer, errors=(404, 409), tags=_TAG,
        operation_id="scorers_move",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Puts a scorer into shadow, live or off, as a lead. 409 when it answered nothing in shadow, or is there."""
        scorer = self.get_object()
        wanted = self.given(request, ScorerMoveSerializer)
        return Response(ScorerSerializer(_tried(lambda: registering.move(self.person, scorer.pk, **wanted))).data)


class ScorerRotate(Scorers):
    """A new secret."""

    required_scopes = {"POST": "queue:work"}

    @documented(
        {200: ScorerWithSecretSerializer}, request=ActingSerializer, errors=(404,), tags=_TAG,
        operation_id="scorers_rotate_secret",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Makes a new secret and shows it this once. Until `previous_until` requests carry a signature of each."""
        scorer = self.get_object()
        return Response(_with_secret(*_tried(lambda: registering.rotate(self.person, scorer.pk))))


def _platform(request: Request, wanted: Platform | None) -> Platform | None:
    bound = key_platform(request)
    if bound is not None and wanted not in (None, bound):
        raise field_problem("/platform", "not_yours", "this key is for another platform")
    return bound or wanted


def _tried(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except registering.InvalidScorer as error:
        raise field_problem(f"/{error.field}", error.code, str(error)) from None
    except registering.ScorerRefused as error:
        raise ApiProblem(409, "scorer_refused", REFUSED[str(error)], members={"reason": str(error)}) from None


REFUSED = {
    "same": "it is in this state already",
    "no_answer": "its registered version answered nothing in shadow yet: wait for articles, or see why calls fail",
}


def _with_secret(scorer: OutsideScorer, secret: str) -> dict[str, Any]:
    return {**ScorerSerializer(scorer).data, "secret": secret}
