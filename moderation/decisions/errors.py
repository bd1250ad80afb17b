"""Refusals of decisions. Every reason must be a term of `moderation/vocabulary/refusals.py`."""

from __future__ import annotations

from moderation.models import QueueItem
from moderation.vocabulary.refusals import REFUSALS


class StaleItem(Exception):
    """The item is not what the moderator saw; `reason` says why, `item` is what it is now.

    Reasons: ``changed`` (new evidence came in), ``decided`` (somebody decided it), ``claimed`` (somebody else has it),
    ``withdrawn`` (its platform withdrew the article), ``on_hold`` (a lead holds it),
    ``handed_over`` (it was handed to somebody else).
    """

    def __init__(self, item: QueueItem, reason: str) -> None:
        super().__init__(reason)
        self.item = item
        self.reason = REFUSALS[reason].code


class StaleDecision(Exception):
    """The decision's state does not allow the act any more.

    The argument is its execution's state, `overturned`, `too_late`, `reviewed`, or `no_effect`: an escalation or a
    reversal has no effect of its own to take back.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(REFUSALS[reason].code)


class InvalidDecision(ValueError):
    """A field of the decision is missing or wrong; `field` names it, `code` says how."""

    def __init__(self, field_name: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field = field_name
        self.code = REFUSALS[code].code
