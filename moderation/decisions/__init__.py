"""Decisions: one function for every way to decide."""

from moderation.decisions.base import DecisionRequest, decide
from moderation.decisions.errors import InvalidDecision, StaleDecision, StaleItem
from moderation.decisions.overturn import overturn, undo

__all__ = ["DecisionRequest", "InvalidDecision", "StaleDecision", "StaleItem", "decide", "overturn", "undo"]
