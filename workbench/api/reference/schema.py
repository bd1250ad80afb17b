"""The OpenAPI document."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.decorators import method_decorator
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
from rest_framework.views import APIView

from articles.models.access.keys import ACTING_SCOPE

_making = threading.Lock()


def document() -> dict[str, Any]:
    """The OpenAPI document; made once, since it is the same for all, by one thread: its maker is not thread-safe."""
    with _making:
        return _document()


@cache
def _document() -> dict[str, Any]:
    with translation.override("en"):
        schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return schema


@method_decorator(extend_schema(exclude=True), name="get")
class Schema(APIView):
    """OpenAPI 3.1 as JSON, or as YAML for who asks for it.

    `?webhooks=false` leaves out the messages to receivers: generators of clients take them for calls to us.
    """

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer2, OpenApiYamlRenderer)

    def get(self, request: Request) -> HttpResponse:
        renderer = request.accepted_renderer
        has_messages = request.query_params.get("webhooks") != "false"
        charset = f"; charset={renderer.charset}" if renderer.charset else ""
        content = _rendered(renderer.media_type, has_messages)
        return HttpResponse(content, content_type=f"{renderer.media_type}{charset}")


@cache
def _rendered(media_type: str, has_messages: bool) -> bytes:
    """The document as bytes: a megabyte, which strangers may ask for."""
    renderer = next(each for each in Schema.renderer_classes if each.media_type == media_type)
    shown = {name: part for name, part in document().items() if has_messages or name != "webhooks"}
    content = renderer().render(shown, media_type, {})
    return content.encode() if isinstance(content, str) else content


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The schema's description of API keys."""

    target_class = "workbench.api.authentication.ApiKeyAuthentication"
    name = "ApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Api-Key KEY`"}


class PersonTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The schema's description of persons' tokens; `schema_hooks` leaves it where a token opens something."""

    target_class = "workbench.api.authentication.PersonTokenAuthentication"
    name = "PersonToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        addresses = {
            "authorizationUrl": "/oauth/authorize/",
            "tokenUrl": "/oauth/token/",
            "refreshUrl": "/oauth/token/",
        }
        scopes = {ACTING_SCOPE: "works the queue as the person who signed in"}
        return {
            "type": "oauth2",
            "description": "`Bearer TOKEN`: a moderator signs in at an outside console (PKCE by S256).",
            "flows": {"authorizationCode": {**addresses, "scopes": scopes}},
        }
