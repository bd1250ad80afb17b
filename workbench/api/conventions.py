"""Conventions that every endpoint of the API follows; the URL conf wraps each view with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils import translation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.access.current import acting_via, set_via
from articles.api.conventions.bodies import refuse_without_length
from articles.api.conventions.expanding import asked_expansions, expand
from articles.models import Credential
from workbench.api.idempotency import answer_once, key_name
from workbench.api.query import chosen_fields, only, operation_id
from workbench.api.reference import deprecations
from workbench.api.throttling import RateLimit


class Conventions(APIView):
    """Idempotency-Key on every POST, `fields` and known parameters only on every GET, rate-limit headers on all."""

    _fields: list[str] | None = None
    _expanded: Sequence[str] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Programs read this, so it is English whatever the language of server or caller. Texts for people come in both.
        with translation.override("en"), acting_via(""):
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if isinstance(request.auth, Credential):
            set_via(request.auth.via)
        handler = getattr(self, (request.method or "").lower(), None)
        if handler is None:
            return
        if request.method == "POST":
            refuse_without_length(request)
            if name := key_name(request):
                # Dispatch looks the handler up on this view instance, which serves one request.
                self.post = partial(answer_once, handler, name)
        elif request.method in ("GET", "HEAD"):
            self._fields = chosen_fields(request)
            self._expanded = asked_expansions(request, getattr(self, "expandable", {}))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(response, Response) and self._expanded and response.status_code == 200:
            response.data = expand(request, response.data, self._expanded, getattr(self, "expandable", {}))
        if isinstance(response, Response) and self._fields is not None and response.status_code == 200:
            response.data = only(response.data, self._fields)
        answer: Any = super().finalize_response(request, response, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            # The caller may cache the answer, and must revalidate it each time; the ETag makes that cheap.
            answer.headers.setdefault("Cache-Control", "private, no-cache")
        if deprecations.register():
            for name, value in deprecations.headers(request, operation_id(request)).items():
                answer.headers[name] = value
        state = getattr(request, "rate_limit", None)
        if isinstance(state, RateLimit):
            for name, value in state.headers().items():
                answer.headers[name] = value
        return answer


def with_conventions(patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """The same patterns, with views that follow these conventions."""
    return [_conventional(pattern) for pattern in patterns]


def _conventional(pattern: URLPattern) -> URLPattern:
    view: Any = pattern.callback
    own: type[APIView] = view.cls
    names = {"__module__": own.__module__, "__doc__": own.__doc__, "__qualname__": own.__qualname__}
    both: Any = type(own.__name__, (Conventions, own), names)
    return URLPattern(pattern.pattern, both.as_view(**view.initkwargs), pattern.default_args, pattern.name)
