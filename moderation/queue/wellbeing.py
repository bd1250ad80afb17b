"""Limits of exposure by day, and when a break is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.utils import timezone

from moderation.models import Decision, ExposureLimit
from moderation.vocabulary.acts import decidable

# A pause of this length is a break.
BREAK = timedelta(minutes=10)
# The search for a break goes back this far: nobody works longer without one.
_LOOK_BACK = timedelta(hours=6)


def exhausted(user: User) -> set[int]:
    """The ids of the queues whose exposure limit this user has reached today (local time)."""
    limits = list(ExposureLimit.objects.filter(Q(user=None) | Q(user=user)).values_list("queue", "per_day"))
    if not limits:
        return set()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Decision.objects.filter(decided_by=user, created_at__gte=midnight).filter(act__in=decidable())
    seen = dict(today.values_list("item__queue").annotate(n=Count("pk")).order_by())
    total = sum(seen.values())
    full = {queue for queue, most in limits if queue is not None and seen.get(queue, 0) >= most}
    if any(queue is None and total >= most for queue, most in limits):
        from moderation.models import Queue

        return set(Queue.objects.values_list("pk", flat=True))
    return full


def minutes_without_break(user: User, now: datetime | None = None) -> int:
    """Minutes that this user has decided without a pause of BREAK; 0 when their last decision is longer ago."""
    now = now or timezone.now()
    made = Decision.objects.filter(decided_by=user, created_at__gt=now - _LOOK_BACK, created_at__lte=now).order_by(
        "-created_at"
    )
    since = later = now
    for at in made.values_list("created_at", flat=True)[:2000]:
        if later - at > BREAK:
            break
        since = later = at
    return int((now - since).total_seconds() // 60)


def break_due(user: User) -> int:
    """Minutes without a break, once they are BREAK_MINUTES or more; else 0."""
    minutes = minutes_without_break(user)
    return minutes if minutes >= settings.BREAK_MINUTES else 0
