"""Intake of a submission: limits, parsing, de-duplication, storage."""

from articles.intake.store import store
from articles.intake.submission import Outcome, Submission

__all__ = ["Outcome", "Submission", "store"]
