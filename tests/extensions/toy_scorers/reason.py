"""When long paragraphs put an article before a moderator."""

from __future__ import annotations

from moderation.triage.reasons import WEIGHTS, Facts, ReasonFact, ScoreFact


def long_paragraphs(score: ScoreFact, _facts: Facts) -> ReasonFact | None:
    """
    - a high band queues
    """
    if score.band != "high":
        return None
    return ReasonFact(
        "score", score.name, "medium", WEIGHTS["medium"], "段落过长", "Long paragraphs", opens=True, score=score.id
    )
