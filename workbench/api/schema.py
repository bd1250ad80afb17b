"""The OpenAPI document, and a page that lists it: no script, no font and no style from elsewhere."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

_METHODS = ("get", "post", "put", "patch", "delete")


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document; the same for everybody, so it is made once."""
    with translation.override("en"):
        schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return schema


@method_decorator(extend_schema(exclude=True), name="get")
class Schema(APIView):
    """OpenAPI 3.1 as JSON, or as YAML for who asks for it."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer2, OpenApiYamlRenderer)

    def get(self, request: Request) -> Response:
        return Response(document())


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The endpoints by tag, with parameters, bodies and answers, from the schema."""
    return render(request, "api_docs.html", {"info": document()["info"], "groups": groups(document())})


def groups(schema: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The schema's operations by their first tag, in the order of their paths."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for path, operations in schema["paths"].items():
        for method in _METHODS:
            if method in operations:
                operation = operations[method]
                shown = _operation(method, path, operation)
                grouped.setdefault(operation["tags"][0], []).append(shown)
    return grouped


def _operation(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    return {
        "method": method.upper(),
        "path": path,
        "description": operation.get("description", ""),
        "parameters": operation.get("parameters", []),
        "body": _name(operation.get("requestBody")),
        "responses": [
            {"status": status, "body": _name(answer), "description": answer.get("description", "")}
            for status, answer in operation["responses"].items()
        ],
    }


def _name(holder: dict[str, Any] | None) -> str:
    """The name of what a body or an answer holds."""
    for media in (holder or {}).get("content", {}).values():
        schema = media.get("schema", {})
        listed = schema.get("items", {}).get("$ref")
        reference = schema.get("$ref") or listed
        if reference:
            return f"{reference.rsplit('/', 1)[-1]}{'[]' if listed else ''}"
    return ""


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes it."""

    target_class = "workbench.api.authentication.ApiKeyAuthentication"
    name = "ApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Api-Key KEY`"}
