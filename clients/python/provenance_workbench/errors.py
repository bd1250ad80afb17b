"""What can go wrong, as exceptions."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


class WorkbenchError(Exception):
    """The base of all exceptions of this package."""


class NoAnswer(WorkbenchError):
    """The server did not answer, however often it was asked. The request may have had its effect or not."""


class BadSignature(WorkbenchError):
    """The message is not from the workbench, was changed on its way, or is too old."""


class ApiError(WorkbenchError):
    """The server refused: a problem document after RFC 9457.

    `errors` names each faulty field: `pointer`, `code`, `detail`. `request_id` finds the request in the server's log.
    `retry_after` is in seconds. `document` has all members, also those that this class does not know.
    """

    def __init__(
        self, status: int, document: dict[str, Any], *, request_id: str | None = None, retry_after: float | None = None
    ) -> None:
        self.status = status
        self.document = document
        self.type: str = document.get("type") or "about:blank"
        self.title: str = document.get("title") or _phrase(status)
        self.detail: str = document.get("detail") or ""
        self.code: str = document.get("code") or ""
        self.errors: list[dict[str, Any]] = document.get("errors") or []
        self.request_id: str | None = document.get("request_id") or request_id
        self.retry_after = retry_after
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        fields = "; ".join(f"{each.get('pointer')}: {each.get('detail')}" for each in self.errors)
        parts = [f"{self.status} {self.title}", self.detail, fields, f"request {self.request_id}"]
        return ". ".join(part for part in parts if part)


class Invalid(ApiError):
    """422: a field is not valid; `errors` says which."""


class NotFound(ApiError):
    """404: it does not exist, or this key may not see it."""


class Conflict(ApiError):
    """409: the item is not in the state that the request needs.

    For a queue item, `current` is the item now, `reason` a code, and `decision` the id of its latest decision.
    """

    @property
    def current(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.document.get("current")
        return found

    @property
    def reason(self) -> str | None:
        found: str | None = self.document.get("reason")
        return found

    @property
    def decision(self) -> int | None:
        found: int | None = self.document.get("decision")
        return found


_BY_STATUS: dict[int, type[ApiError]] = {404: NotFound, 409: Conflict, 422: Invalid}


def api_error(status: int, document: dict[str, Any], *, request_id: str | None, retry_after: float | None) -> ApiError:
    """The exception for a status."""
    kind = _BY_STATUS.get(status, ApiError)
    return kind(status, document, request_id=request_id, retry_after=retry_after)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown status"
