"""The bar at the top of every screen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.utils import timezone

from moderation.console.access import SEE
from moderation.console.badges import badges
from moderation.console.listing import overdue, visible
from moderation.models import Decision
from moderation.queue.access import queues_for
from moderation.queue.wellbeing import break_due
from moderation.vocabulary.acts import ACTS


def header(user: User, current: str) -> dict[str, Any]:
    """The template context of the bar."""
    waiting = badges()
    sees_queue = any(user.has_perm(permission) for permission in SEE)
    return {
        "current": current,
        "overdue_count": overdue(visible(queues_for(user)))[:1000].count() if sees_queue else 0,
        "can_work": user.has_perm("moderation.claim_queueitem"),
        "undoable": undoable(user),
        "undo_seconds": settings.UNDO_SECONDS,
        "awaiting_count": waiting.awaiting if sees_queue else 0,
        "watch_count": waiting.watch if sees_queue else 0,
        # Only users who can act on them see the count.
        "rule_count": waiting.rules if user.has_perm("moderation.change_rule") else 0,
        "proposal_count": waiting.proposals if user.has_perm("moderation.confirm_proposal") else 0,
        "break_due": break_due(user),
    }


def undoable(user: User) -> Decision | None:
    """The user's latest decision, while it may be taken back."""
    since = timezone.now() - timedelta(seconds=settings.UNDO_SECONDS)
    latest = Decision.objects.filter(decided_by=user, created_at__gt=since).order_by("-pk")
    overturned = Exists(Decision.objects.filter(override_of=OuterRef("pk")))
    rows = latest.select_related("article_version").defer("article_version__extraction").annotate(overturned=overturned)
    decision: Any = rows.first()
    if decision is None or not ACTS[decision.act].is_effective or decision.overturned:
        return None
    shown: Decision = decision
    return shown
