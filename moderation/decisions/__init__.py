"""Decisions: one function for everybody who decides."""

from moderation.decisions.base import DecisionRequest, decide
from moderation.decisions.errors import InvalidDecision, StaleItem

__all__ = ["DecisionRequest", "InvalidDecision", "StaleItem", "decide"]
