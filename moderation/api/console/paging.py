"""A short list in the envelope of every list, whole in one answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response


class WholeList(BasePagination):
    """All rows; `next` and `previous` are null."""

    def paginate_queryset(self, queryset: Iterable[Any], request: Request, view: Any = None) -> list[Any]:
        return list(queryset)

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": None, "previous": None, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        # A text or null, as in longer lists: some generators know no type that is null alone.
        nothing = {"type": ["string", "null"], "format": "uri", "description": "null: the list is whole"}
        properties = {"next": nothing, "previous": nothing, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return []
