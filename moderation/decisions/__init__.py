"""Decisions: one function for every way to decide."""

from moderation.decisions.base import DecisionRequest, decide
from moderation.decisions.errors import ExecutionSettled, InvalidDecision, StaleItem
from moderation.decisions.overturn import overturn, undo

__all__ = ["DecisionRequest", "ExecutionSettled", "InvalidDecision", "StaleItem", "decide", "overturn", "undo"]
