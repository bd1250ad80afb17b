"""The installation's state as the status page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from articles.assessment import due_figures
from articles.models import Assessment, HeadlineModel
from articles.scoring.clickbait.weights import LANGUAGES, WeightsError, weights_for
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
        "parts": [(word(PARTS, part), word(STATES, state), state == "ok") for part, state in current.parts.items()],
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
        "scheme": settings.RELIABILITY_SCHEME.rpartition("/")[2],
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


def _models() -> list[tuple[str, str, bool]]:
    """Language, the model that scores its headlines, and whether it is the shipped one."""
    active = dict(HeadlineModel.objects.filter(state="active").values_list("language", "name"))
    rows = []
    for language in LANGUAGES:
        try:
            rows.append((language, active.get(language) or weights_for(language).model, language not in active))
        except WeightsError:
            rows.append((language, "—", True))
    return rows
