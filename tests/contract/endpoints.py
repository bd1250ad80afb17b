"""Every endpoint of the API, read from the URL conf, so that tests over all endpoints include new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Endpoint:
    """`route` is below the base, like `articles/<int:pk>/`; `scope` is what the view says it needs."""

    method: str
    route: str
    scope: str | None

    def __str__(self) -> str:
        return f"{self.method} {self.route}"

    @property
    def kind(self) -> str:
        """The kind of row that the id in the route names."""
        return self.route.partition("/")[0]

    @property
    def names_a_row(self) -> bool:
        return "<" in self.route

    def path(self, row: object) -> str:
        before, _, rest = self.route.partition("<")
        return f"{before}{row}{rest.partition('>')[2]}" if rest else before


def endpoints() -> list[Endpoint]:
    """All endpoints except the schema and its page, which are public."""
    return [
        Endpoint(method.upper(), route, view.required_scopes.get(method.upper()))
        for route, view in _views()
        if view.permission_classes
        for method in _METHODS
        if hasattr(view, method)
    ]


def _views() -> Iterator[tuple[str, Any]]:
    for resolver in get_resolver().url_patterns:
        if str(resolver.pattern) == "api/v1/":
            for part in resolver.url_patterns:
                for pattern in getattr(part, "url_patterns", [part]):
                    if hasattr(pattern.callback, "cls"):
                        yield str(pattern.pattern), pattern.callback.cls
