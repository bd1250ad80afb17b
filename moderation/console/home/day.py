"""A moderator's own day: what they decided, their break, what they hold, and what came back to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from moderation.models import Decision, Execution, ExposureLimit, QueueItem
from moderation.quality.second_looks import open_for
from moderation.queue.claims import claimable
from moderation.queue.wellbeing import exhausted, minutes_without_break
from moderation.vocabulary.acts import decidable

SHOWN = 8
_BACK = timedelta(days=14)
# Counting goes no further.
CAP = 1000


def day(user: User) -> Mapping[str, Any]:
    """The figures on top."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    made = Decision.objects.filter(decided_by=user, created_at__gte=midnight, act__in=decidable())
    limits = ExposureLimit.objects.filter(Q(user=None) | Q(user=user), queue=None).order_by("per_day")
    minutes = minutes_without_break(user)
    free = claimable(user)
    now = timezone.now()
    return {
        "decided": made.count(),
        "limit": limits.values_list("per_day", flat=True).first(),
        "is_full": bool(exhausted(user)),
        "minutes": minutes,
        "break_minutes": settings.BREAK_MINUTES,
        "break_in": max(0, settings.BREAK_MINUTES - minutes),
        "free": free.order_by()[:CAP].count(),
        "late": free.filter(due_at__lt=now).order_by()[:CAP].count(),
        "looks": open_for(user)[:CAP].count(),
        "cap": CAP,
    }


def mine(user: User) -> Mapping[str, Any]:
    """Items that the user holds, then items that a lead handed to them; up to SHOWN of each."""
    opened = QueueItem.objects.filter(state=QueueItem.State.OPEN).select_related("queue", "article_version")
    opened = opened.defer("article_version__extraction")
    held = opened.filter(claimed_by=user, claimed_until__gt=timezone.now())
    return {
        "held": list(held.order_by("claimed_until")[:SHOWN]),
        "handed": list(opened.filter(assigned_to=user).order_by("due_at")[:SHOWN]),
    }


def sent_back(user: User) -> Mapping[str, Any]:
    """Decisions of the user that a second person sent back, and those that still wait for one; 14 days."""
    since = timezone.now() - _BACK
    rows = Execution.objects.filter(decided_by=user).select_related(
        "decision__clause", "decision__article_version", "refused_by"
    )
    rows = rows.defer("decision__article_version__extraction")
    refused = rows.filter(refused_by__isnull=False, refused_at__gt=since).order_by("-refused_at")
    awaiting = rows.filter(state=Execution.State.AWAITING).order_by("decision__created_at")
    return {"refused": list(refused[:SHOWN]), "awaiting": list(awaiting[:SHOWN])}
