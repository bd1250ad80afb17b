"""Long lists, page by page, as iterators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from provenance_workbench.values import Event

Fetch = Callable[[str, dict[str, str]], Any]
Filter = str | int | float | bool | datetime | list[str] | list[int] | None


def query(filters: dict[str, Filter]) -> dict[str, str]:
    """Filters as query parameters; None means no filter."""
    return {name: _text(value) for name, value in filters.items() if value is not None}


def rows(fetch: Fetch, path: str, params: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Every row of a list, over all its pages.

    Of `next`, only the query is used: the key goes to the server that the client was made for, and to no other.
    """
    while True:
        page = fetch(path, params)
        yield from page["results"]
        if not page.get("next"):
            return
        params = dict(parse_qsl(urlsplit(page["next"]).query, keep_blank_values=True))


class EventFeed:
    """The events after `cursor`, in order, until there are no more for now.

    `cursor` is the place of the event handed out last, or the feed's end: keep it once you have handled the event, and
    begin there again. A further `for` over the same feed gives what came meanwhile.
    """

    def __init__(self, fetch: Fetch, after: int, params: dict[str, str]) -> None:
        self.cursor = after
        self._fetch = fetch
        self._params = params

    def __iter__(self) -> Iterator[Event]:
        more = True
        while more:
            page = self._fetch("events/", {**self._params, "after": str(self.cursor)})
            for row in page["results"]:
                event = Event.from_json(row)
                self.cursor = row["sequence"]
                yield event
            self.cursor, more = page["next"], page["more"]


def _text(value: Filter) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return ",".join(str(each) for each in value)
    return str(value)
