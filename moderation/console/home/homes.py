"""Which home pages there are, who has them, and their panels in reading order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.console.home import (
    accuracy,
    alarms,
    appeals,
    chain,
    day,
    due_hours,
    integration,
    people,
    queues,
    second_person,
    weekly,
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a home page: its template below `home/`, its width in columns of twelve, and what it shows."""

    name: str
    columns: int
    context: Callable[[User], Mapping[str, Any]]

    @property
    def template(self) -> str:
        """The path of the template."""
        return f"moderation/console/home/{self.name}.html"


@dataclass(frozen=True, slots=True)
class Home:
    """The home page of a role; `permission` admits to it."""

    code: str
    name: str | Promise
    permission: str
    panels: tuple[Panel, ...]


# The first home whose permission somebody has is theirs; the others are tabs beside it.
HOMES = (
    Home(
        "lead",
        _("Team"),
        "moderation.lead_queueitem",
        (
            Panel("attention", 12, queues.attention),
            Panel("queues", 7, queues.by_age),
            Panel("due_hours", 5, due_hours.due_hours),
            Panel("people", 12, people.on_shift),
            Panel("second_person", 4, second_person.waiting),
            Panel("appeals", 4, appeals.filed),
            Panel("alarms", 4, alarms.alarms),
            Panel("accuracy", 12, accuracy.accuracy),
        ),
    ),
    Home(
        "day",
        _("My day"),
        "moderation.claim_queueitem",
        (Panel("day", 12, day.day), Panel("mine", 6, day.mine), Panel("sent_back", 6, day.sent_back)),
    ),
    Home(
        "audit",
        _("Audit"),
        "moderation.view_auditentry",
        (
            Panel("chain", 12, chain.chain),
            Panel("latest_entries", 7, chain.latest),
            Panel("loosened", 5, chain.loosened),
            Panel("reversed", 7, chain.reversed_decisions),
            Panel("exports", 5, chain.exports),
        ),
    ),
    Home(
        "integration",
        _("Integration"),
        "moderation.view_webhookdelivery",
        (
            Panel("integration", 12, integration.state),
            Panel("endpoints", 7, integration.endpoints),
            Panel("keys", 5, integration.keys),
            Panel("scorers", 7, integration.scorers),
            Panel("failures", 7, integration.failures),
            Panel("imports", 5, integration.imports),
        ),
    ),
    Home(
        "reports",
        _("Reports"),
        "moderation.view_weeklyreport",
        (Panel("weekly", 7, weekly.latest), Panel("weeks", 5, weekly.weeks)),
    ),
)


def homes_of(user: User) -> list[Home]:
    """The home pages that this user may open, their own first; none without a role."""
    return [home for home in HOMES if user.has_perm(home.permission)]
