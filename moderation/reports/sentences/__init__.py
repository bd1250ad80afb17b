"""The rules of the summary, one per sentence."""

from __future__ import annotations

from collections.abc import Callable

from moderation.reports.sentences import assessed, reviewed, submitted
from moderation.reports.sentences.facts import Facts, Sentence

# In the order of the report.
RULES: tuple[Callable[[Facts], Sentence | None], ...] = (
    submitted.stored,
    submitted.web_sourced,
    submitted.web_sourced_on_news,
    submitted.wordings,
    submitted.template_alarms,
    assessed.attributions,
    assessed.findings,
    assessed.reuse,
    assessed.clickbait,
    assessed.sources,
    reviewed.queue,
    reviewed.decisions,
    reviewed.appeals,
    submitted.unreadable,
)
