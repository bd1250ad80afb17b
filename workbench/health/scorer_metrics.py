"""Metrics of scorers outside: calls by state, the age of the oldest one on its way, scorers by mode, broken ones."""

from __future__ import annotations

from moderation.models import OutsideScorer, ScorerCall
from moderation.outside_scorers.figures import call_figures
from workbench.health.gauges import Families, gauge, gauges


def families() -> Families:
    """The current state of all scorers outside."""
    now = call_figures()
    calls = {state: now.calls.get(state, 0) for state in ScorerCall.State.values}
    yield gauges("scorer_calls", "Calls of scorers outside by state", "state", calls)
    yield gauge("scorer_oldest_pending_seconds", "Age of the oldest call on its way", now.oldest)
    modes = {mode: now.modes.get(mode, 0) for mode in OutsideScorer.Mode.values}
    yield gauges("scorers", "Scorers outside by mode", "mode", modes)
    yield gauge("scorers_broken", "Scorers outside that do not answer", now.broken)
