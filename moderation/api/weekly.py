"""Weekly reports by REST: the list, and one in any of its forms."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import generics, serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem
from articles.api.conventions.permissions import key_platform
from moderation.api.webhook_endpoints import key_name
from moderation.audit import downloads
from moderation.models import ReportRevision, WeeklyReport
from moderation.reports import publishing
from moderation.reports.forms.formats import FORMATS, file_name
from moderation.reports.forms.pdf_form import NoPdf
from moderation.reports.phrases import Language
from moderation.reports.week import FutureWeek, UnknownWeek, Week

_SCOPES = {"GET": "reports:read"}
_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}


class WeeklyReportSerializer(serializers.ModelSerializer[WeeklyReport]):
    """A published report; `revision` and `sha256` are the newest edition's."""

    revision = serializers.SerializerMethodField()
    corrections = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()

    class Meta:
        model = WeeklyReport
        fields = ["week", "monday", "revision", "corrections", "sha256", "created_at"]

    def get_revision(self, report: WeeklyReport) -> int:
        return int(_newest(report).number)

    def get_corrections(self, report: WeeklyReport) -> int:
        return int(_newest(report).changes)

    def get_sha256(self, report: WeeklyReport) -> str:
        return str(_newest(report).sha256)


def _newest(report: WeeklyReport) -> ReportRevision:
    found: ReportRevision = report.revisions.all()[0]
    return found


class OwnFormat(DefaultContentNegotiation):
    """Ignores the Accept header: `format` is this endpoint's own parameter."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class WeeklyReportList(generics.ListAPIView[WeeklyReport]):
    """Published reports."""

    required_scopes = _SCOPES
    queryset = WeeklyReport.objects.none()
    serializer_class = WeeklyReportSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[WeeklyReport]:
        newest_first = ReportRevision.objects.order_by("-number").defer("document")
        reports: QuerySet[WeeklyReport] = WeeklyReport.objects.prefetch_related(Prefetch("revisions", newest_first))
        return reports

    @documented({200: WeeklyReportSerializer(many=True)}, tags=["reports"], operation_id="reports_weekly_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the published reports. They are of all platforms: a key of one platform is refused."""
        _all_platforms(request)
        return super().get(request, *args, **kwargs)


class WeeklyReportDetail(APIView):
    """One week's report."""

    required_scopes = _SCOPES
    content_negotiation_class = OwnFormat

    @documented(
        {(200, form.content_type.split(";")[0]): OpenApiTypes.BINARY for form in FORMATS.values()}
        | {(200, "application/json"): {"$ref": "#/components/schemas/WeeklyReportDocument"}},
        errors=(404, 501),
        tags=["reports"],
        operation_id="reports_weekly_get",
        parameters=[
            OpenApiParameter("week", str, OpenApiParameter.PATH, description="ISO week, such as 2026-W03"),
            OpenApiParameter("format", str, enum=list(FORMATS), default="json"),
            OpenApiParameter("language", str, enum=list(_LANGUAGES), default="zh"),
            OpenApiParameter("revision", int, description="an older edition; the newest without it"),
        ],
    )
    def get(self, request: Request, week: str) -> HttpResponse:
        """Returns the report in one of its forms; for an unpublished week, from the roll-ups, marked `partial`."""
        _all_platforms(request)
        name = _choice(request, "format", FORMATS, "json")
        language = _LANGUAGES[_choice(request, "language", _LANGUAGES, "zh")]
        document = _document(request, week)
        try:
            content = FORMATS[name].make(document, language)
        except NoPdf as error:
            raise ApiProblem(501, "pdf_unavailable", str(error)) from error
        downloads.report(key_name(request), document, name, channel="api")
        response = HttpResponse(content, content_type=FORMATS[name].content_type)
        response["Content-Disposition"] = f'attachment; filename="{file_name(document, name)}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


def _all_platforms(request: Request) -> None:
    if key_platform(request) is not None:
        raise ApiProblem(403, "all_platforms_only", "weekly reports are of all platforms; this key is of one")


def _choice(request: Request, name: str, known: Any, default: str) -> str:
    given = request.query_params.get(name, default)
    if given not in known:
        raise _bad(name, f"{name} is one of: {', '.join(known)}")
    return given


def _bad(name: str, detail: str) -> ApiProblem:
    fault: Any = {"pointer": "", "parameter": name, "detail": detail, "code": "invalid"}
    return ApiProblem(400, "invalid_parameter", detail, errors=[fault])


def _document(request: Request, text: str) -> dict[str, Any]:
    try:
        week = Week.parse(text)
        number = request.query_params.get("revision")
        if number is None:
            return publishing.current(week)
        if not (number.isascii() and number.isdecimal() and len(number) < 6):
            raise _bad("revision", "revision is a number from 1 on")
        week.is_partial(timezone.now())
    except UnknownWeek as error:
        raise ApiProblem(404, "unknown_week", str(error)) from error
    except FutureWeek as error:
        raise ApiProblem(404, "future_week", str(error)) from error
    found: ReportRevision | None = ReportRevision.objects.filter(report__week=str(week), number=int(number)).first()
    if found is None:
        raise ApiProblem(404, "unknown_revision", f"the report of {week} has no revision {number}")
    return found.content()
