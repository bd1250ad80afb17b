"""The queues that each user may see and work."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Q

from moderation.models import Queue

_KNOWN = "_queues_seen"


def queues_for(user: User) -> list[Queue]:
    """The queues whose items this user sees, in order.

    - leads, superusers and users who only read (auditors) see all queues
    - a moderator sees the queues without groups and those of their groups, but not the leads' queues

    As with permissions, the answer is kept on the user object, which lives as long as a request.
    """
    known: list[Queue] | None = getattr(user, _KNOWN, None)
    if known is None:
        known = _asked(user)
        setattr(user, _KNOWN, known)
    return list(known)


def _asked(user: User) -> list[Queue]:
    queues = Queue.objects.all()
    if user.has_perm("moderation.lead_queueitem") or not user.has_perm("moderation.claim_queueitem"):
        return list(queues)
    mine = Q(groups=None) | Q(groups__in=user.groups.values("pk"))
    return list(queues.filter(mine, leads_only=False).distinct())


def works(user: User, queue: Queue) -> bool:
    """Whether this user sees the queue, and so may take its items if they may take any."""
    return any(seen.pk == queue.pk for seen in queues_for(user))
