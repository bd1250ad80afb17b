"""The installation's state as the status page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.text import capfirst

from articles.assessment import due_figures
from articles.models import Assessment
from articles.models.codes import word as term_word
from articles.scoring.registry import scorers
from articles.scoring.scorer import ModelInUse
from moderation.console.status.installation import Installation, installation
from moderation.console.status.words import PARTS, RECONCILERS, STATES, word
from moderation.webhooks.figures import backlog


@dataclass(frozen=True, slots=True)
class Bar:
    """A row with two bars: its share (0–1) of the longest row, and its age as a share of what is allowed."""

    label: str
    n: int
    oldest: int
    share: float
    lateness: float
    late: bool


def shown() -> dict[str, Any]:
    """The context of the page, from the current state."""
    current = installation()
    messages = backlog()
    return {
        "parts": [(_part(part), word(STATES, state), state == "ok") for part, state in current.parts.items()],
        "database_kind": {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(current.database, current.database),
        "workers": [(name, int(age), age <= settings.READY_WORKER_SECONDS) for name, age in current.workers.items()],
        "stages": _stages(),
        "due_seconds": int(settings.READY_DUE_SECONDS),
        "dead": due_figures.dead_letters(),
        "webhooks": messages,
        "message_bar": min(1.0, messages.oldest / settings.WEBHOOK_LATE_SECONDS),
        "messages_late": messages.oldest > settings.WEBHOOK_LATE_SECONDS,
        "failed_messages": messages.deliveries.get("failed", 0),
        "reconcilers": _reconcilers(current),
        "models": _models(),
    }


def _stages() -> list[Bar]:
    figures = due_figures.due_by_stage()
    most = max(1, *(one.due for one in figures))
    limit = settings.READY_DUE_SECONDS
    labels = dict(Assessment.Stage.choices)
    return [
        Bar(
            str(labels[one.stage]), one.due, int(one.oldest), one.due / most,
            min(1.0, one.oldest / limit), one.oldest > limit,
        )
        for one in figures
    ]  # fmt: skip


def _reconcilers(current: Installation) -> list[tuple[str, Any]]:
    """Reconcilers, the latest pass first; one that has not run yet is missing."""
    rows = sorted(current.reconcilers, key=lambda one: one.age)
    return [(word(RECONCILERS, one.name), one) for one in rows]


def _part(code: str) -> str:
    """The words of a part; a scorer says those of its own."""
    words = {scorer.part.code: scorer.part for scorer in scorers() if scorer.part}
    return capfirst(term_word(words[code])) if code in words else word(PARTS, code)


def _models() -> list[tuple[str, ModelInUse]]:
    """What scores now: what it scores, in words, and the model."""
    return [(capfirst(term_word(model.what)), model) for scorer in scorers() for model in scorer.models()]
