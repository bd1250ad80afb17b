"""Why a decision is refused."""

from __future__ import annotations

from moderation.models import QueueItem


class StaleItem(Exception):
    """The item is not what the moderator saw; `reason` says why, `item` is what it is now.

    Reasons: ``changed`` (new evidence came in), ``decided`` (somebody decided it), ``claimed`` (somebody else has it).
    """

    def __init__(self, item: QueueItem, reason: str) -> None:
        super().__init__(reason)
        self.item = item
        self.reason = reason


class ExecutionSettled(Exception):
    """The decision is past what was asked of it; the argument is its state, `overturned`, or `too_late`."""


class InvalidDecision(ValueError):
    """A field of the decision is missing or wrong; `field` names it, `code` says how."""

    def __init__(self, field_name: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field = field_name
        self.code = code
