"""What the API returns most, as frozen values. Members that the server adds later stand in `raw`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one submitted article.

    `status` is created, updated, duplicate or rejected. A rejected one has an `error` and no id; `changed` names the
    facts that an update changed.
    """

    id: int | None
    status: str
    version: int | None
    changed: tuple[str, ...]
    error: dict[str, Any] | None = field(hash=False)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(data["id"], data["status"], data["version"], tuple(data["changed"]), data["error"])


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One article in a queue, with all reasons why it is there. `version` is what a decision must name."""

    id: int
    version: int
    state: str
    queue: str
    article: int
    article_version: int
    headline: str
    risk: float
    escalated: bool
    claimed_by: str | None
    claimed_until: datetime | None
    opened_at: datetime
    due_at: datetime
    decided_at: datetime | None
    reasons: tuple[dict[str, Any], ...] = field(hash=False)
    raw: dict[str, Any] = field(repr=False, compare=False)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            id=data["id"],
            version=data["version"],
            state=data["state"],
            queue=data["queue"],
            article=data["article"],
            article_version=data["article_version"],
            headline=data["headline"],
            risk=data["risk"],
            escalated=data["escalated"],
            claimed_by=data["claimed_by"],
            claimed_until=_time(data["claimed_until"]),
            opened_at=datetime.fromisoformat(data["opened_at"]),
            due_at=datetime.fromisoformat(data["due_at"]),
            decided_at=_time(data["decided_at"]),
            reasons=tuple(data["reasons"]),
            raw=data,
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `raw` has its statement, evidence and appeal where a single decision was asked for."""

    id: int
    item: int
    article: int
    article_version: int
    act: str
    label: str
    policy: str | None
    policy_version: int | None
    channel: str
    execution: str | None
    created_at: datetime
    in_effect_at: datetime | None
    override_of: int | None
    raw: dict[str, Any] = field(repr=False, compare=False)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            id=data["id"],
            item=data["item"],
            article=data["article"],
            article_version=data["article_version"],
            act=data["act"],
            label=data["label"],
            policy=data["policy"],
            policy_version=data["policy_version"],
            channel=data["channel"],
            execution=data["execution"],
            created_at=datetime.fromisoformat(data["created_at"]),
            in_effect_at=_time(data["in_effect_at"]),
            override_of=data["override_of"],
            raw=data,
        )


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as the feed and webhooks carry it. Only the feed gives the `sequence`."""

    id: str
    type: str
    timestamp: datetime
    schema_version: int
    data: dict[str, Any] = field(hash=False)
    sequence: int | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        moment = datetime.fromisoformat(data["timestamp"])
        return cls(data["id"], data["type"], moment, data["schema_version"], data["data"], data.get("sequence"))


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
