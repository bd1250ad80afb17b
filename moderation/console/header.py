"""The bar at the top of every screen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from articles.models import Disclaimer, TemplateAlarm
from moderation.console.listing import overdue, visible
from moderation.models import Decision, Execution, Rule, RuleAlarm, RuleStop
from moderation.models.decision import EFFECTIVE
from moderation.queue.access import queues_for
from moderation.wellbeing import break_due


def header(user: User, current: str) -> dict[str, Any]:
    """What the bar shows."""
    return {
        "current": current,
        "overdue_count": overdue(visible(queues_for(user)))[:1000].count(),
        "can_work": user.has_perm("moderation.claim_queueitem"),
        "undoable": undoable(user),
        "undo_seconds": settings.UNDO_SECONDS,
        "awaiting_count": Execution.objects.filter(state=Execution.State.AWAITING)[:1000].count(),
        "watch_count": watch_count(),
        # Who can do something about them; everybody else has enough to read.
        "rule_count": rule_count() if user.has_perm("moderation.change_rule") else 0,
        "break_due": break_due(user),
    }


def undoable(user: User) -> Decision | None:
    """The user's latest decision, while it may be taken back."""
    since = timezone.now() - timedelta(seconds=settings.UNDO_SECONDS)
    latest = Decision.objects.filter(decided_by=user, created_at__gt=since).order_by("-pk")
    rows = latest.select_related("article_version").defer("article_version__extraction")
    decision: Decision | None = rows.first()
    if decision is None or decision.act not in EFFECTIVE or decision.overrides.exists():
        return None
    return decision


def watch_count() -> int:
    """Open template alarms and wordings to be confirmed."""
    return (
        TemplateAlarm.objects.filter(closed_at=None).count()
        + Disclaimer.objects.filter(status=Disclaimer.Status.CANDIDATE)[:1000].count()
    )


def rule_count() -> int:
    """Rules with an open alarm, and those that run and are stopped."""
    stopped = RuleStop.objects.values("version")
    return (
        RuleAlarm.objects.filter(closed_at=None).count()
        + Rule.objects.filter(Q(live__in=stopped) | Q(shadow__in=stopped)).count()
    )
