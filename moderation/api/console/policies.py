"""The policy with its editions, and the texts that authors are told with."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.conventions.docs import documented
from articles.api.conventions.permissions import ANY_KEY
from moderation.api.console.lists import Whole
from moderation.models import Clause, PolicyVersion
from moderation.vocabulary.acts import ACTS

_TAG = ["console"]


class PolicyClauseSerializer(serializers.ModelSerializer[Clause]):
    """A clause of an edition. A chapter only groups the clauses below it; no decision rests on one."""

    class Meta:
        model = Clause
        fields = [
            "code", "is_chapter", "title_zh", "title_en", "severity", "basis_zh", "basis_en", "label", "notice_zh",
            "notice_en",
        ]  # fmt: skip


class PolicySerializer(serializers.ModelSerializer[PolicyVersion]):
    """An edition of the policy with its clauses; decisions name the edition that they rest on."""

    in_force = serializers.SerializerMethodField(help_text="whether new decisions rest on this edition")
    clauses = PolicyClauseSerializer(many=True, help_text="its clauses and chapters, by code")

    class Meta:
        model = PolicyVersion
        fields = ["number", "published_at", "in_force", "clauses"]

    def get_in_force(self, edition: PolicyVersion) -> bool:
        return bool(edition.number == self.context["newest"])


class PolicyList(Whole):
    """The editions."""

    required_scopes = {"GET": ANY_KEY}
    serializer_class = PolicySerializer

    def get_queryset(self) -> QuerySet[PolicyVersion]:
        clauses = Prefetch("clauses", Clause.objects.order_by("code"))
        return PolicyVersion.objects.order_by("-number").prefetch_related(clauses)

    def get_serializer_context(self) -> dict[str, Any]:
        newest = PolicyVersion.objects.order_by("-number").values_list("number", flat=True).first()
        return {**super().get_serializer_context(), "newest": newest}

    @documented({200: PolicySerializer(many=True)}, tags=_TAG, operation_id="policies_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the editions of the policy with their clauses, the newest first."""
        return super().get(request, *args, **kwargs)


class TemplateSerializer(serializers.Serializer[Any]):
    """The words of the notice to the author for one act; a clause may have a notice of its own, see `/policies/`."""

    act = serializers.CharField(help_text="code of the act")
    measure_zh = serializers.CharField(
        allow_blank=True,
        help_text="what was done, in Chinese; `{label}` is filled in; empty for an act without measure",
    )
    measure_en = serializers.CharField(allow_blank=True, help_text="the same in English")
    notice_zh = serializers.CharField(
        allow_blank=True, help_text="the whole notice in Chinese, of an act without measure; `{headline}` is filled in"
    )
    notice_en = serializers.CharField(allow_blank=True, help_text="the same whole notice in English")


class TemplateList(Whole):
    """The texts."""

    required_scopes = {"GET": ANY_KEY}
    serializer_class = TemplateSerializer

    def get_queryset(self) -> list[dict[str, str]]:  # type: ignore[override]  # a short list
        names = ("measure_zh", "measure_en", "notice_zh", "notice_en")
        return [{"act": term.code, **{name: getattr(term, name) for name in names}} for term in ACTS.terms]

    @documented({200: TemplateSerializer(many=True)}, tags=_TAG, operation_id="templates_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the words that authors are told with, by act."""
        return super().get(request, *args, **kwargs)
