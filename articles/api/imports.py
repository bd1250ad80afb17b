"""Endpoints of imports: start, progress, results per line, cancel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.utils import OpenApiResponse
from rest_framework import generics, serializers
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.settings import api_settings

from articles.api.conventions.bodies import pieces
from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem
from articles.api.conventions.filters import ImportFilter
from articles.api.conventions.permissions import key_platform, visible
from articles.intake.imports import importing
from articles.intake.imports.lines import BadFile, chunks
from articles.models import ApiKey, Import

_TAG = ["imports"]
LINES = "application/x-ndjson"


class LinesParser(BaseParser):
    """Split a file of lines into chunks. Raises ApiProblem (413) beyond IMPORT_BODY_LIMIT bytes or 100,000 lines."""

    media_type = LINES

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        request = (parser_context or {})["request"]
        coming = pieces(request, stream, settings.IMPORT_BODY_LIMIT)
        try:
            return chunks(coming)
        except BadFile as error:
            for _ in coming:
                pass  # read to the end, so that the client can read the error
            raise ApiProblem(422 if error.code == "empty_file" else 413, error.code, str(error)) from None


class LinesRenderer(BaseRenderer):
    """Names the media type for content negotiation; the view streams the lines."""

    media_type = LINES
    format = "ndjson"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        raise NotImplementedError("the view streams")


class ImportSerializer(serializers.ModelSerializer[Import]):
    """An import: how many `lines` it has, how many are `done`, and what became of them."""

    platform = serializers.SlugRelatedField[Any](slug_field="code", read_only=True, allow_null=True)
    done = serializers.IntegerField(read_only=True)

    class Meta:
        model = Import
        fields = [
            *("id", "state", "platform", "lines", "done", "created", "updated", "duplicates", "rejected"),
            *("created_at", "finished_at"),
        ]


class EmptySerializer(serializers.Serializer[Any]):
    """Nothing need be said."""


class _Imports(generics.GenericAPIView[Import]):
    required_scopes: Any = {"GET": "articles:write"}
    queryset = Import.objects.none()
    serializer_class = ImportSerializer
    filter_backends: Any = ()

    def get_queryset(self) -> QuerySet[Import]:
        return Import.objects.filter(visible(self.request)).select_related("platform")


class ImportList(_Imports, generics.ListAPIView[Import]):
    """All imports, and the way to start one."""

    required_scopes = {"GET": "articles:write", "POST": "articles:write"}
    parser_classes = (LinesParser,)
    filter_backends: Any = api_settings.DEFAULT_FILTER_BACKENDS
    filterset_class = ImportFilter

    @documented({200: ImportSerializer(many=True)}, tags=_TAG, operation_id="imports_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists imports, the newest first."""
        return super().get(request, *args, **kwargs)

    @documented(
        {202: ImportSerializer}, request={"type": "string"}, errors=(503,), media=LINES, tags=_TAG,
        operation_id="imports_start",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Takes a file of up to 100,000 lines, each a submission as `POST /articles/` takes it; workers store them.

        Lines are worked in their order. The file may be sent with `Content-Encoding: gzip`.
        """
        given: Any = request.data
        if not given:  # no body at all: DRF did not call the parser
            raise ApiProblem(422, "empty_file", "there is no line in it")
        key = request.auth.prefix if isinstance(request.auth, ApiKey) else ""
        run = importing.start(given, platform=key_platform(request), api_key=key)
        place = reverse("import", kwargs={"pk": run.pk}, request=request)
        return Response(ImportSerializer(run).data, status=202, headers={"Location": place})


class ImportDetail(_Imports, generics.RetrieveAPIView[Import]):
    """One import."""

    @documented({200: ImportSerializer}, errors=(404,), tags=_TAG, operation_id="imports_get")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Shows how far an import has come."""
        return super().get(request, *args, **kwargs)


class ImportResults(_Imports):
    """What became of each line."""

    renderer_classes = (LinesRenderer, JSONRenderer)

    @documented(
        {(200, LINES): OpenApiResponse({"type": "string"}, "One JSON object a line: `line` and the outcome")},
        errors=(404,), tags=_TAG, operation_id="imports_results",
    )  # fmt: skip
    def get(self, request: Request, pk: int) -> StreamingHttpResponse:
        """Streams one JSON object a line, in order: `line` (its number in the file), `id`, `status`, `error`.

        While the import runs, the lines worked so far.
        """
        run = self.get_object()
        return StreamingHttpResponse(_results(run), content_type=LINES)


class ImportCancel(_Imports):
    """The way to stop one."""

    required_scopes = {"POST": "articles:write"}

    @documented(
        {200: ImportSerializer}, request=EmptySerializer, errors=(404,), tags=_TAG, operation_id="imports_cancel"
    )
    def post(self, request: Request, pk: int) -> Response:
        """Stops an import. Lines that are worked stay; one that has ended is answered as it is."""
        run = self.get_object()
        EmptySerializer(data=request.data).is_valid(raise_exception=True)
        return Response(ImportSerializer(importing.cancel(run.pk)).data)


def _results(run: Import) -> Iterator[bytes]:
    for chunk in run.chunks.filter(results__isnull=False).defer("content").iterator(chunk_size=20):
        yield chunk.result_lines()
