"""Reads request bodies: JSON only, within the limit, and strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.http import UnreadablePostError
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser

from articles.api.errors import ApiProblem, field_problem
from articles.api.strict_json import BadJSON, loads

_CHUNK = 1 << 20
# How much of a refused body is read and dropped, in bodies of the limit's size: a server that closes its ear while
# the client still talks resets the connection, and the client never sees why.
_DRAINED = 5


class StrictJSONParser(BaseParser):
    """`application/json` after RFC 7493. Not a JSONParser of DRF's: that one has Django read the body before any check.

    Raises ApiProblem: 413 for more than settings.API_BODY_LIMIT bytes, 415 for a content coding, 400 for bad JSON.
    """

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        request = (parser_context or {})["request"]
        coding = request.headers.get("Content-Encoding", "identity").strip().lower()
        if coding not in ("", "identity"):
            raise UnsupportedMediaType(coding, "content codings are not supported; send the body as it is")
        limit: int = settings.API_BODY_LIMIT
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
        try:
            body = b"" if announced > limit else stream.read(limit + 1)
            if announced > limit or len(body) > limit:
                _drain(stream, limit * _DRAINED)
                raise ApiProblem(413, "too_large", f"the body has more than {limit:,} bytes")
        except UnreadablePostError:
            raise ApiProblem(400, "broken_body", "the connection ended before the body did") from None
        if len(body) < announced:
            raise ApiProblem(400, "broken_body", f"{len(body):,} bytes of the {announced:,} announced came")
        try:
            return loads(body)
        except BadJSON as error:
            raise field_problem(error.pointer, error.code, str(error), status=400) from None


def _drain(stream: IO[Any], most: int) -> None:
    while most > 0 and (read := len(stream.read(_CHUNK))):
        most -= read
