"""Refusals of the API as exceptions; the project's exception handler turns them into problem documents."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from rest_framework.exceptions import APIException


class FieldProblem(TypedDict):
    """One invalid field. `pointer` is an RFC 6901 JSON pointer into the body, empty for the whole body.

    For a query parameter, `parameter` gives its name instead.
    """

    pointer: str
    detail: str
    code: str
    parameter: NotRequired[str]


class ApiProblem(APIException):
    """A refusal with HTTP status, stable code, invalid fields, and further members of the problem document.

    `wait` becomes the Retry-After header, in seconds.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: list[FieldProblem] | None = None,
        members: dict[str, Any] | None = None,
        wait: int | None = None,
    ) -> None:
        super().__init__(detail, code)
        self.status_code = status
        self.code = code
        self.errors = errors or []
        self.members = members or {}
        self.wait = wait


def field_problem(pointer: str, code: str, detail: str, *, status: int = 422) -> ApiProblem:
    """Build a refusal for one field."""
    return ApiProblem(status, code, detail, errors=[{"pointer": pointer, "detail": detail, "code": code}])
