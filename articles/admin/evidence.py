"""Admin of scores and findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin, hidden_articles, pretty_json, rounded, user_of
from articles.admin.counted import LinkedFilter, LinkedLookups, of_version
from articles.models import Article, Finding, Score
from articles.models.codes import choices_of, word_of
from articles.provenance.rules import FINDINGS
from articles.provenance.stored.sentences import Sentence, named, sentences
from articles.vocabulary.legal_bases import LEGAL_BASES
from articles.vocabulary.scores import SCORES


class FirstFilter(LinkedFilter):
    """Filter the first score of this name of each version: the one that triage saw."""

    title = _("first score")
    parameter_name = "first"

    def words(self, value: str) -> str:
        return word_of(SCORES, value)

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        earlier = Score.objects.filter(version=OuterRef("version"), name=value, pk__lt=OuterRef("pk"))
        return rows.filter(~Exists(earlier), name=value)


_VALUE = rounded("value", _("value"))


@admin.register(Score)
class ScoreAdmin(LinkedLookups, ReadOnlyAdmin):
    of_articles = ("version__article",)
    linked_lookups = of_version()
    list_display = ("headline", "name", _VALUE, "band", "n", "model", "created_at")
    list_filter = (FirstFilter, "name", "band", ("created_at", admin.DateFieldListFilter))
    list_select_related = ("version",)
    fields = (
        "version", "source", "name", "model", _VALUE,
        rounded("low", _("interval from")), rounded("high", _("interval to")), "n", "band",
        rounded("baseline", _("baseline")), "shown_reasons", "created_at",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Score]:
        scores: QuerySet[Score] = super().get_queryset(request)
        return scores.select_related("version").defer("version__extraction")

    @admin.display(description=_("article"))
    def headline(self, score: Score) -> str:
        return score.version.headline

    @admin.display(description=_("reasons"))
    def shown_reasons(self, score: Score) -> SafeString:
        return pretty_json(score.reasons)


class KindFilter(admin.SimpleListFilter):
    """Filter by kind of finding, shown in words; the parameter is the plain lookup, to which reports link."""

    title = _("finding")
    parameter_name = "code__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return choices_of(FINDINGS)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        code = self.value()
        return queryset.filter(code=code) if code else queryset


@admin.register(Finding)
class FindingAdmin(LinkedLookups, ReadOnlyAdmin):
    of_articles = ("version__article",)
    linked_lookups = of_version()
    list_display = ("kind", "severity", "headline", "legal_basis", "sentence")
    list_filter = ("severity", KindFilter)
    fields = ("version", "kind", "severity", "sentence_zh", "sentence_en", "legal_basis", "evidence")
    readonly_fields = fields
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Finding]:
        findings: QuerySet[Finding] = super().get_queryset(request)
        return findings.select_related("version").defer("version__extraction")

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Make the sentences of a page of findings at once. Django's hook."""
        page = super().get_changelist_instance(request)
        page.result_list = list(page.result_list)
        _say(page.result_list, request)
        return page

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Finding | None:
        finding: Finding | None = super().get_object(request, object_id, from_field)
        if finding is not None:
            _say([finding], request)
        return finding

    @admin.display(description=_("article"))
    def headline(self, finding: Finding) -> str:
        return finding.version.headline

    @admin.display(description=_("finding"))
    def kind(self, finding: Finding) -> str:
        return word_of(FINDINGS, finding.code)

    @admin.display(description=_("explanation"))
    def sentence(self, finding: Finding) -> str:
        return _said(finding).in_language(get_language())

    @admin.display(description=_("explanation (Chinese)"))
    def sentence_zh(self, finding: Finding) -> str:
        return _said(finding).zh

    @admin.display(description=_("explanation (English)"))
    def sentence_en(self, finding: Finding) -> str:
        return _said(finding).en

    @admin.display(description=_("clause"))
    def legal_basis(self, finding: Finding) -> str:
        return word_of(LEGAL_BASES, finding.clause)

    @admin.display(description=_("evidence"))
    def evidence(self, finding: Finding) -> SafeString:
        return pretty_json(finding.spans)


def _say(findings: Sequence[Any], request: HttpRequest) -> None:
    """Keep on each finding its sentence for this reader: whole, but for the words of articles hidden from them."""
    linked = named(findings) | {pk for finding in findings for pk in finding.articles or ()}
    hidden = hidden_articles(user_of(request), "pk") if linked else None
    unseen = () if hidden is None else Article.objects.filter(hidden, pk__in=linked).values_list("pk", flat=True)
    said = sentences(findings, within=None, hidden=set(unseen))
    for finding in findings:
        finding.said = said[finding.pk]


def _said(finding: Any) -> Sentence:
    said: Sentence = finding.said
    return said
