"""Reads request bodies: JSON only, within the limit, and strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.parsers import BaseParser

from articles.api.conventions.bodies import pieces
from articles.api.conventions.errors import field_problem
from articles.intake.strict_json import BadJSON, loads


class StrictJSONParser(BaseParser):
    """`application/json` after RFC 7493. Not DRF's JSONParser, which reads the body before any check.

    Raises ApiProblem: 413 for more than settings.API_BODY_LIMIT bytes, 415 for a content coding, 400 for bad JSON.
    """

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        request = (parser_context or {})["request"]
        body = b"".join(pieces(request, stream, settings.API_BODY_LIMIT))
        try:
            return loads(body)
        except BadJSON as error:
            raise field_problem(error.pointer, error.code, str(error), status=400) from None
