"""Lists for outside consoles: what one may choose from, what was decided, what was appealed, and what waits."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]
from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from articles.api.conventions.choices import ChoiceFilter, PlatformFilter, RowCodeFilter
from articles.api.conventions.docs import documented
from articles.api.conventions.filters import IdsFilter, MomentFilter, RowIdFilter
from articles.api.conventions.permissions import ANY_KEY, key_platform, visible
from articles.api.expansions import ARTICLE, SOURCE_OF_ARTICLE
from articles.models import ApiKey, Credential, Platform
from articles.models.codes import choices_of
from moderation.api.console.paging import WholeList
from moderation.api.expansions import APPEAL, DECISION, ITEM, ITEM_OF_APPEAL, OVERTURNED
from moderation.api.moderators import people_behind
from moderation.api.serializers import AppealSerializer, DecisionSerializer
from moderation.models import Appeal, Clause, Decision, Execution, Queue, QueueItem
from moderation.queue.access import queues_for
from moderation.vocabulary.acts import ACTS, LABELS


class MeSerializer(serializers.Serializer[Any]):
    """The credential of the request. `moderators`: whom it may act for."""

    credential = serializers.CharField(help_text="`key:PREFIX` or `token:PREFIX`, as records name it")
    name = serializers.CharField(allow_null=True, help_text="the key's name; null for a person's token")
    scopes = serializers.ListField(child=serializers.CharField(), help_text="what it may do")
    platform = serializers.CharField(allow_null=True, help_text="the only platform it sees; null for all")
    requests_a_minute = serializers.IntegerField(help_text="its rate limit")
    expires_at = serializers.DateTimeField(allow_null=True, help_text="when it ends; null for never")
    moderators = serializers.ListField(child=serializers.CharField(), help_text="the people it may act for, by name")


class Me(APIView):
    """Who calls."""

    required_scopes = {"GET": ANY_KEY}

    @documented({200: MeSerializer}, tags=["console"], operation_id="me_get")
    def get(self, request: Request) -> Response:
        """Shows what the key or token of this request may do, and when it ends."""
        credential = request.auth
        assert isinstance(credential, Credential)  # noqa: S101 - the permission asked for one
        platform = credential.platform
        shown = {
            "credential": credential.via,
            "name": credential.name if isinstance(credential, ApiKey) else None,
            "scopes": sorted(credential.scopes),
            "platform": platform.code if platform else None,
            "requests_a_minute": int(settings.API_RATE) if credential.rate is None else credential.rate,
            "expires_at": getattr(credential, "expiry_date", None) or getattr(credential, "ends_at", None),
            "moderators": [person.get_username() for person in credential.people()],
        }
        return Response(MeSerializer(shown).data)


class ClauseSerializer(serializers.ModelSerializer[Clause]):
    """A clause in force that a decision may rest on; `code` is what `decide` takes as `policy`."""

    policy_version = serializers.IntegerField(source="policy_version.number", help_text="the edition of the policy")

    class Meta:
        model = Clause
        fields = ["code", "policy_version", "title_zh", "title_en", "severity", "basis_zh", "basis_en", "label"]


class QueueSerializer(serializers.ModelSerializer[Queue]):
    """A queue, with the minutes within which its items are due."""

    class Meta:
        model = Queue
        fields = ["code", "name_zh", "name_en", "sla_minutes", "is_default", "leads_only"]


class PlatformSerializer(serializers.ModelSerializer[Platform]):
    """A platform by its code."""

    class Meta:
        model = Platform
        fields = ["code", "name_zh", "name_en"]


class ModeratorSerializer(serializers.Serializer[Any]):
    """A person whom the credential may act for. `may_act` is false for one who has left or lost the role."""

    username = serializers.CharField(help_text="the name that `moderator` takes")
    may_act = serializers.BooleanField(help_text="whether an act in their name is taken")
    is_lead = serializers.BooleanField(help_text="whether they work the leads' queues")


class LabelSerializer(serializers.Serializer[Any]):
    """A label that an article may be shown with."""

    code = serializers.CharField(help_text="what `decide` takes as `label`")
    name_zh = serializers.CharField(help_text="its words in Chinese")
    name_en = serializers.CharField(help_text="its words in English")


class Whole(generics.ListAPIView[Any]):
    """A short list, whole in one answer."""

    pagination_class = WholeList
    filter_backends: Any = ()


class ClauseList(Whole):
    """The policy in force."""

    required_scopes = {"GET": ANY_KEY}
    serializer_class = ClauseSerializer

    def get_queryset(self) -> QuerySet[Clause]:
        return Clause.objects.in_force().select_related("policy_version").order_by("code")

    @documented({200: ClauseSerializer(many=True)}, tags=["console"], operation_id="clauses_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the clauses in force, by code: what a decision may rest on."""
        return super().get(request, *args, **kwargs)


class QueueList(Whole):
    """The queues."""

    required_scopes = {"GET": "queue:work"}
    serializer_class = QueueSerializer

    def get_queryset(self) -> list[Queue]:  # type: ignore[override]  # a short list
        people = people_behind(self.request)
        seen = {queue.pk for person in people for queue in queues_for(person)}
        return [queue for queue in Queue.objects.all() if not people or queue.pk in seen]

    @documented({200: QueueSerializer(many=True)}, tags=["console"], operation_id="queues_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the queues that the people behind this credential work."""
        return super().get(request, *args, **kwargs)


class PlatformList(Whole):
    """The platforms."""

    required_scopes = {"GET": ANY_KEY}
    serializer_class = PlatformSerializer

    def get_queryset(self) -> QuerySet[Platform]:
        bound = key_platform(self.request)
        return Platform.objects.filter(pk=bound.pk) if bound else Platform.objects.all()

    @documented({200: PlatformSerializer(many=True)}, tags=["console"], operation_id="platforms_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the platforms that this key sees."""
        return super().get(request, *args, **kwargs)


class ModeratorList(Whole):
    """The people of a credential."""

    required_scopes = {"GET": "queue:work"}
    serializer_class = ModeratorSerializer

    def get_queryset(self) -> list[dict[str, Any]]:  # type: ignore[override]  # a short list
        return [
            {
                "username": person.get_username(),
                "may_act": person.is_active and person.has_perm(settings.ACTING_PERMISSION),
                "is_lead": person.has_perm("moderation.lead_queueitem"),
            }
            for person in people_behind(self.request)
        ]

    @documented({200: ModeratorSerializer(many=True)}, tags=["console"], operation_id="moderators_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the people whom this credential may act for."""
        return super().get(request, *args, **kwargs)


class LabelList(Whole):
    """The labels."""

    required_scopes = {"GET": ANY_KEY}
    serializer_class = LabelSerializer

    def get_queryset(self) -> list[dict[str, str]]:  # type: ignore[override]  # a short list
        return [{"code": term.code, "name_zh": term.zh, "name_en": term.en} for term in LABELS.terms]

    @documented({200: LabelSerializer(many=True)}, tags=["console"], operation_id="labels_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the labels that a decision may show beside an article."""
        return super().get(request, *args, **kwargs)


class DecisionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the decisions."""

    article = RowIdFilter(field_name="article_id", help_text="the article's id")
    source = RowIdFilter(field_name="article__source_id", help_text="the source's id")
    platform = PlatformFilter(field_name="article__platform")
    act = ChoiceFilter(choices=choices_of(ACTS), help_text="what was decided")
    policy = RowCodeFilter(Clause, field_name="clause__code", help_text="the clause's code, of any edition")
    execution = ChoiceFilter(
        field_name="execution__state", choices=Execution.State.choices, help_text="how far it is carried out"
    )
    ids = IdsFilter(help_text="up to 200 ids, separated by commas")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_before = MomentFilter(field_name="created_at", lookup_expr="lt")
    updated_after = MomentFilter(method="is_updated_after", help_text="made, carried out or taken back since")

    def is_updated_after(self, queryset: QuerySet[Decision], name: str, value: Any) -> QuerySet[Decision]:
        reversed_since = Exists(Decision.objects.filter(override_of=OuterRef("pk"), created_at__gte=value))
        return queryset.filter(Q(created_at__gte=value) | Q(execution__done_at__gte=value) | reversed_since)

    class Meta:
        model = Decision
        fields: list[str] = []


class DecisionList(generics.ListAPIView[Decision]):
    """The decisions."""

    required_scopes = {"GET": "articles:read"}
    queryset = Decision.objects.none()
    serializer_class = DecisionSerializer
    filter_backends: Any = api_settings.DEFAULT_FILTER_BACKENDS
    filterset_class = DecisionFilter
    expandable: ClassVar[Any] = {
        "article": ARTICLE, "source": SOURCE_OF_ARTICLE, "item": ITEM, "appeal": APPEAL, "overturned": OVERTURNED,
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[Decision]:
        made = Decision.objects.filter(visible(self.request, "article__platform"))
        made = made.select_related("article_version", "clause__policy_version", "execution")
        return made.defer("article_version__extraction")

    @documented({200: DecisionSerializer(many=True)}, tags=["decisions"], operation_id="decisions_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists decisions, the newest first."""
        return super().get(request, *args, **kwargs)


class ListedAppealSerializer(AppealSerializer):
    """An appeal with its article, and the open item where it is answered (null when it is answered)."""

    article = serializers.IntegerField(source="decision.article_id", help_text="the article's id")
    queue_item = serializers.IntegerField(
        source="open_item", allow_null=True, read_only=True, help_text="the open item; null when none is open"
    )

    class Meta(AppealSerializer.Meta):
        fields = [*AppealSerializer.Meta.fields, "article", "queue_item"]


class AppealFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the appeals."""

    state = ChoiceFilter(choices=Appeal.State.choices, help_text="open, upheld or overturned")
    decision = RowIdFilter(field_name="decision_id", help_text="the decision's id")
    article = RowIdFilter(field_name="decision__article_id", help_text="the article's id")
    source = RowIdFilter(field_name="decision__article__source_id", help_text="the source's id")
    platform = PlatformFilter(field_name="decision__article__platform")
    updated_after = MomentFilter(method="is_updated_after", help_text="filed or answered since")
    ids = IdsFilter(help_text="up to 200 ids, separated by commas")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_before = MomentFilter(field_name="created_at", lookup_expr="lt")

    def is_updated_after(self, queryset: QuerySet[Appeal], name: str, value: Any) -> QuerySet[Appeal]:
        return queryset.filter(Q(created_at__gte=value) | Q(resolved_at__gte=value))

    class Meta:
        model = Appeal
        fields: list[str] = []


class AppealList(generics.ListAPIView[Appeal]):
    """The appeals."""

    required_scopes = {"GET": "queue:work"}
    queryset = Appeal.objects.none()
    serializer_class = ListedAppealSerializer
    filter_backends: Any = api_settings.DEFAULT_FILTER_BACKENDS
    filterset_class = AppealFilter
    expandable: ClassVar[Any] = {
        "decision": DECISION, "article": ARTICLE, "source": SOURCE_OF_ARTICLE, "item": ITEM_OF_APPEAL,
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[Appeal]:
        seen = visible(self.request, "decision__article__platform")
        item = QueueItem.objects.filter(article=OuterRef("decision__article"), state=QueueItem.State.OPEN)
        still_open = Case(When(state=Appeal.State.OPEN, then=Subquery(item.values("pk")[:1])), default=None)
        return Appeal.objects.filter(seen).select_related("decision__article").annotate(open_item=still_open)

    @documented({200: ListedAppealSerializer(many=True)}, tags=["decisions"], operation_id="appeals_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists appeals with their text, the newest first."""
        return super().get(request, *args, **kwargs)


class WaitingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of what waits for a second person."""

    article = RowIdFilter(field_name="article_id", help_text="the article's id")
    source = RowIdFilter(field_name="article__source_id", help_text="the source's id")
    platform = PlatformFilter(field_name="article__platform")
    act = ChoiceFilter(choices=choices_of(ACTS), help_text="what was decided")
    policy = RowCodeFilter(Clause, field_name="clause__code", help_text="the clause's code, of any edition")
    ids = IdsFilter(help_text="up to 200 ids, separated by commas")

    class Meta:
        model = Decision
        fields: list[str] = []


class ExecutionList(DecisionList):
    """What waits for a second person."""

    required_scopes = {"GET": "queue:work"}
    filterset_class = WaitingFilter

    def get_queryset(self) -> QuerySet[Decision]:
        return super().get_queryset().filter(Q(execution__state=Execution.State.AWAITING))

    @documented({200: DecisionSerializer(many=True)}, tags=["decisions"], operation_id="executions_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists decisions that wait for a second person, the newest first; `/approve/` or `/refuse/` them."""
        return generics.ListAPIView.get(self, request, *args, **kwargs)
