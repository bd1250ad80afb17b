"""The status of an outlet in the list of permitted news sources on a given day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["listed", "frozen", "removed", "unlisted", "no_edition"]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the list, in force from `valid_from` through `valid_until` (None: still)."""

    id: int
    code: str
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """The status of a source in an edition from a day on. `through` names the organisation whose entry applies.

    `through_platform` is the id of the platform whose account that organisation is, None for an organisation of none.
    """

    id: int
    edition: int
    standing: Literal["listed", "frozen", "removed"]
    since: date
    reason: str = ""
    evidence: str = ""
    through: str = ""
    through_platform: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The status on a day. `unlisted`: not in the edition in force; `no_edition`: none in force, or day unknown."""

    state: State
    edition: str = ""
    entry: int | None = None
    since: date | None = None
    reason: str = ""
    evidence: str = ""
    through: str = ""
    through_platform: int | None = None


def edition_on(day: date, editions: Iterable[Edition]) -> Edition | None:
    """Return the edition in force on a day; of two that overlap, the later one."""
    in_force = [
        each for each in editions if each.valid_from <= day and (each.valid_until is None or day <= each.valid_until)
    ]
    return max(in_force, key=lambda each: (each.valid_from, each.id), default=None)


def standing_on(day: date | None, editions: Iterable[Edition], entries: Iterable[Entry]) -> Standing:
    """Return the status on a day: the latest entry of the edition in force, an outlet's before its organisation's."""
    edition = None if day is None else edition_on(day, editions)
    if day is None or edition is None:
        return Standing("no_edition")
    said = [each for each in entries if each.edition == edition.id and each.since <= day]
    entry = max(said, key=lambda each: (not each.through, each.since, each.id), default=None)
    if entry is None:
        return Standing("unlisted", edition.code)
    return Standing(
        entry.standing, edition.code, entry.id, entry.since, entry.reason, entry.evidence, entry.through,
        entry.through_platform,
    )  # fmt: skip
