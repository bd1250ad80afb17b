"""What of the API is deprecated, in one register: the document marks it, and answers carry `Deprecation` and `Sunset`.

`Deprecation` (RFC 9745) is the moment since when, `Sunset` (RFC 8594) the first moment when it may be gone, and `Link`
leads to what to use instead. What is deprecated works until then as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.http import http_date
from rest_framework.request import Request

NOTICE = timedelta(days=180)
"""The least time from the deprecation to the end; the policy promises it."""
POLICY = "/api/v1/docs/"


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A deprecated operation, or only a query parameter of it.

    `instead_en` and `instead_zh` say what to use, as a sentence.
    """

    operation: str
    since: date
    sunset: date
    instead_en: str
    instead_zh: str
    parameter: str = ""

    def __post_init__(self) -> None:
        if self.sunset - self.since < NOTICE:
            raise ValueError(f"{self.operation}: between deprecation and end lie at least {NOTICE.days} days")
        if not (self.instead_en and self.instead_zh):
            raise ValueError(f"{self.operation}: say in both languages what to use instead")

    @property
    def notice(self) -> str:
        """The sentence of the reference."""
        return f"Deprecated since {self.since.isoformat()}, gone from {self.sunset.isoformat()} on. {self.instead_en}"

    def concerns(self, request: Request) -> bool:
        """Whether the request uses it."""
        return not self.parameter or self.parameter in request.query_params


REGISTER: tuple[Deprecation, ...] = ()
"""All that is deprecated now. Nothing is."""


def register() -> tuple[Deprecation, ...]:
    """The register; a function, so that tests can put something into it."""
    return REGISTER


def headers(request: Request, operation: str | None) -> dict[str, str]:
    """The headers of an answer of this operation; none unless it used what is deprecated. The earliest end counts."""
    used = [row for row in register() if row.operation == operation and row.concerns(request)]
    if not used:
        return {}
    nearest = min(used, key=lambda row: row.sunset)
    return {
        "Deprecation": f"@{int(_midnight(min(row.since for row in used)).timestamp())}",
        "Sunset": http_date(_midnight(nearest.sunset).timestamp()),
        "Link": f'<{POLICY}#{operation}>; rel="deprecation"; type="text/html"',
    }


def mark(operation: dict[str, Any]) -> None:
    """Marks in the document, in place, what is deprecated of an operation."""
    for row in register():
        if row.operation == operation.get("operationId"):
            for item in _marked(row, operation):
                item["deprecated"] = True
                item["description"] = f"{item.get('description', '')}\n\n{row.notice}".strip()


def _marked(row: Deprecation, operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if row.parameter:
        yield from (each for each in operation.get("parameters", []) if each["name"] == row.parameter)
    else:
        yield operation


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
