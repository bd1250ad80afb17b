"""Cursor pagination: stable while rows are added, and as fast on page 1,000 as on page 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

from articles.api.conventions.errors import ApiProblem

if TYPE_CHECKING:  # rest_framework.views loads this module while it is being loaded itself
    from rest_framework.views import APIView

PAGE_SIZE, MAX_PAGE_SIZE = 50, 200
_NEWEST_FIRST = ("-created_at", "-id")
_ORDERS = {"newest": _NEWEST_FIRST, "oldest": ("created_at", "id")}


class CreatedCursorPagination(CursorPagination):
    """Newest first by (`created_at`, `id`), or in the order that the view's `cursor_ordering` names.

    The first column of the ordering is a time. `page_size` is PAGE_SIZE unless asked for.
    """

    page_size = PAGE_SIZE
    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE_SIZE
    ordering = _NEWEST_FIRST

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: APIView | None) -> tuple[str, ...]:
        if own := getattr(view, "cursor_ordering", None):
            return tuple(own)
        order = request.query_params.get("order", "newest")
        if order not in _ORDERS:
            raise _bad_parameter("order", f"one of: {', '.join(_ORDERS)}")
        return _ORDERS[order]

    def get_page_size(self, request: Request) -> int:
        given = request.query_params.get("page_size")
        if given is None:
            return PAGE_SIZE
        if not re.fullmatch("[1-9][0-9]{0,2}", given, re.ASCII) or int(given) > MAX_PAGE_SIZE:
            raise _bad_parameter("page_size", f"a number from 1 to {MAX_PAGE_SIZE}")
        return int(given)

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        bounds = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE}
        bounded = [{**item, "schema": bounds} if item["name"] == "page_size" else item for item in parameters]
        if hasattr(type(view), "cursor_ordering"):
            return bounded
        order = {"type": "string", "enum": list(_ORDERS), "default": "newest"}
        words = "newest or oldest first, by when the row came"
        return [*bounded, {"in": "query", "name": "order", "required": False, "description": words, "schema": order}]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        properties = {"next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}

    def decode_cursor(self, request: Request) -> Cursor | None:
        given = request.query_params.get("cursor")
        if not given:
            return None
        try:
            cursor = super().decode_cursor(request)
            if cursor is not None and cursor.position is not None:
                # The query needs a time here; a made-up cursor would make it fail.
                moment = parse_datetime(str(cursor.position))
                if moment is None or moment.tzinfo is None or not 1900 <= moment.year <= 9000:
                    raise ValueError("no time")  # noqa: TRY301
        except (NotFound, ValueError) as error:
            raise _bad_parameter("cursor", "a cursor as `next` or `previous` gave it") from error
        return cursor


def _bad_parameter(name: str, wanted: str) -> ApiProblem:
    detail = f"{name} is {wanted}"
    return ApiProblem(
        400,
        "invalid_parameter",
        detail,
        errors=[{"pointer": "", "parameter": name, "detail": detail, "code": "invalid"}],
    )
