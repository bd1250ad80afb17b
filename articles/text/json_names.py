"""Names within JSON objects: RFC 7493 wants each once. Readers differ in which of two they take."""

from __future__ import annotations

from typing import Any


class RepeatedName(ValueError):
    """An object has this name twice."""

    def __init__(self, name: str) -> None:
        super().__init__("an object has one name twice")
        self.name = name


class Ambiguous(dict[str, Any]):
    """An object with `repeated`, the first name that it has twice."""

    repeated: str


def marked(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of those pairs; an Ambiguous one for a repeated name. An `object_pairs_hook`."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    ambiguous = Ambiguous(found)
    ambiguous.repeated = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
    return ambiguous


def unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of those pairs. An `object_pairs_hook`. Raises RepeatedName."""
    found = marked(pairs)
    if isinstance(found, Ambiguous):
        raise RepeatedName(found.repeated)
    return found
