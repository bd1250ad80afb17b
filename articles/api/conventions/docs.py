"""Documentation of errors in the schema: their shape, and the statuses that each endpoint may return."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers

MEANINGS = {
    400: "The request cannot be read",
    401: "No key, or one that is not valid",
    403: "The key lacks the scope, or the moderator the role",
    404: "Not there, or not for this key",
    406: "Not in a media type that is spoken here",
    409: "Not in the state that this needs, or the first request with this Idempotency-Key still runs",
    411: "A body without Content-Length",
    413: "More than is read",
    415: "Not the media type, or the content coding, that is read here",
    422: "Understood, and not acceptable: `errors` names the fields",
    429: "The key made all its requests of this minute; Retry-After says when the next begins",
    500: "Our fault; tell us the request id",
    501: "Needs a library that is not installed here",
    503: "Not now; Retry-After says when",
}


class FieldProblemSerializer(serializers.Serializer[Any]):
    """One fault: where in the body (RFC 6901 JSON pointer) or which query parameter, and what."""

    pointer = serializers.CharField(allow_blank=True)
    parameter = serializers.CharField(required=False)
    detail = serializers.CharField()
    code = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """A problem document (RFC 9457). Programs look at `code`, people at `detail`."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    code = serializers.CharField()
    errors = FieldProblemSerializer(many=True)  # type: ignore[assignment]
    request_id = serializers.CharField(allow_null=True)


def documented(
    responses: dict[Any, Any],
    *,
    request: Any = None,
    errors: tuple[int | tuple[int, Any], ...] = (),
    media: str = "application/json",
    **more: Any,
) -> Callable[[Any], Any]:
    """Apply `extend_schema` with the problems that every endpoint may return, plus its own `errors`.

    One of `errors` with members of its own comes with the serializer of its document.
    """
    expected: dict[Any, Any] = dict(responses)
    shapes: dict[int, Any] = dict.fromkeys((400, 401, 403, 406), ProblemSerializer)
    shapes |= dict.fromkeys((413, 415, 422) if request is not None else (), ProblemSerializer)
    shapes |= dict(error if isinstance(error, tuple) else (error, ProblemSerializer) for error in errors)
    for status in sorted(shapes):
        expected[(status, "application/problem+json")] = OpenApiResponse(shapes[status], MEANINGS[status])
    body = {media: request} if request is not None else None
    return extend_schema(request=body, responses=expected, **more)


NO_CONTENT = OpenApiResponse(None, "There is none")
