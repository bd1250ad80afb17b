"""What the API refuses, as exceptions; the project's exception handler makes problem documents of them."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from rest_framework.exceptions import APIException


class FieldProblem(TypedDict):
    """One fault: `pointer` is an RFC 6901 JSON pointer into the body, empty for the whole of it.

    `parameter` names the query parameter at fault instead.
    """

    pointer: str
    detail: str
    code: str
    parameter: NotRequired[str]


class ApiProblem(APIException):
    """A refusal with its HTTP status, a stable code, the fields at fault, and further members of the answer.

    `wait` is sent as Retry-After, in seconds.
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
    """A refusal for one field."""
    return ApiProblem(status, code, detail, errors=[{"pointer": pointer, "detail": detail, "code": code}])
