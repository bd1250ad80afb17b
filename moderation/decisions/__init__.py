"""Decisions: one function for everybody who decides."""

from moderation.decisions.base import DecisionRequest, decide
from moderation.decisions.errors import ExecutionSettled, InvalidDecision, StaleItem
from moderation.decisions.overturn import overturn, undo

__all__ = ["DecisionRequest", "ExecutionSettled", "InvalidDecision", "StaleItem", "decide", "overturn", "undo"]
