"""Every error under /api/ is one `application/problem+json` document (RFC 9457), whoever raised it."""

from __future__ import annotations

import json
import sys
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.views import defaults
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.views import set_rollback

from articles.api.conventions.errors import ApiProblem, FieldProblem
from workbench.api.language import CHINESE, asked_language, worded
from workbench.api.pointers import field_problems
from workbench.api.reference.problem_types import problem_types
from workbench.api.refusals import remedy

CONTENT_TYPE = "application/problem+json"
_UNAVAILABLE_SECONDS = 5
# Sentences that say less than the faults below them do, of which this many are told.
_GENERAL = frozenset(("a query parameter is not valid", "the body is not valid"))
_TOLD = 5


def problem(
    request: HttpRequest | Request,
    status: int,
    code: str,
    detail: str,
    *,
    errors: list[FieldProblem] | None = None,
    members: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """The document as an answer. `type` is a stable relative URI, one per `code`; `title` is the status in words."""
    language = asked_language(request)
    faults = [{**fault, "detail": _said(fault["detail"], language)} for fault in errors or []]
    document = {
        "type": f"/problems/{code.replace('_', '-')}",
        "title": _said(HTTPStatus(status).phrase, language),
        "status": status,
        "detail": _detail(code, detail, faults, language),
        "instance": request.path,
        "code": code,
        "errors": faults,
        "request_id": getattr(request, "request_id", None),
        **(members or {}),
    }
    # A pointer may repeat lone surrogates of a hostile body, which UTF-8 cannot encode.
    content = json.dumps(document, ensure_ascii=False, default=str).encode("utf-8", "replace")
    answer = HttpResponse(content, status=status, content_type=CONTENT_TYPE, headers=headers)
    answer.headers["Content-Language"] = language
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def _said(text: str, language: str) -> str:
    return worded(text, language) or text


def _detail(code: str, detail: str, faults: list[Any], language: str) -> str:
    """The sentence for people: each fault with its place; of a kind without a Chinese sentence, its text."""
    if faults and (detail in _GENERAL or worded(detail, language) is None):
        between, colon = ("；", "：") if language == CHINESE else ("; ", ": ")
        told = [(fault.get("parameter") or fault["pointer"], fault["detail"]) for fault in faults[:_TOLD]]
        return between.join(f"{place}{colon}{said}" if place else said for place, said in told)
    kind = problem_types().get(code)
    return worded(detail, language) or (kind.zh if kind else detail)


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's hook: turns a view's exception into a problem; None for our own faults, which `server_error` answers."""
    request: Request = context["request"]
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied(str(error) or None)
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    if error.status_code == HTTPStatus.FORBIDDEN:
        request._request.denied_for = str(error.detail)  # type: ignore[attr-defined]  # for the log
    if isinstance(error, ApiProblem):
        return problem(
            request,
            error.status_code,
            error.code,
            str(error.detail),
            errors=error.errors,
            members=error.members,
            headers=_headers(error),
        )
    if isinstance(error, exceptions.ValidationError):
        return _invalid(request, error)
    detail = remedy(error, request, context.get("view"))
    return problem(request, error.status_code, _code(error), detail, headers=_headers(error))


def _invalid(request: Request, error: exceptions.ValidationError) -> HttpResponse:
    """Reports invalid query parameters of safe methods, which have no body here, or invalid fields of the body."""
    if request.method in ("GET", "HEAD"):
        errors = field_problems(error.get_full_details(), in_query=True)
        return problem(request, 400, "invalid_parameter", "a query parameter is not valid", errors=errors)
    errors = field_problems(error.get_full_details(), in_query=False)
    return problem(request, 422, "invalid_fields", "the body is not valid", errors=errors)


def _code(error: exceptions.APIException) -> str:
    codes = error.get_codes()
    return codes if isinstance(codes, str) else error.default_code


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = dict(getattr(error, "headers", {}))
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return headers


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404, and the view of every unknown path under the API's base."""
    if _is_api(request):
        return problem(request, 404, "not_found", "no such path; every path of the API ends with a slash")
    return defaults.page_not_found(request, exception or Http404())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: requests that Django refuses before any view (a host name not allowed, too many fields)."""
    if _is_api(request):
        return problem(request, 400, "bad_request", "the request cannot be processed")
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. The log has the traceback under the same request id.

    503 when the database is away or its disk is full: the same request may succeed later.
    """
    if _database_is_away(sys.exception()):
        headers = {"Retry-After": str(_UNAVAILABLE_SECONDS)}
        if _is_api(request):
            detail = "the database takes nothing just now; send the request again in a moment"
            return problem(request, 503, "unavailable", detail, headers=headers)
        page = render_to_string("503.html", request=None)
        return HttpResponse(page, status=503, headers=headers)
    if _is_api(request):
        return problem(request, 500, "server_error", "this is our fault; tell us the request id")
    return defaults.server_error(request)


def _database_is_away(error: BaseException | None) -> bool:
    """Whether the database went away, cannot be reached, is too busy or full, so that our statement is not at fault."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    if name := getattr(error.__cause__, "sqlite_errorname", ""):
        return name.startswith(("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR"))
    # SQLSTATE: none when the connection is gone or was never made; 08: connection trouble; 53: disk, memory or
    # connections exhausted; 57P: shutting down or starting.
    state: str | None = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(("08", "53", "57P"))
