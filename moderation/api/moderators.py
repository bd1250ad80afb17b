"""The moderator on whose behalf an outside console acts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from articles.api.errors import ApiProblem, field_problem
from moderation.api.serializers import QueueItemSerializer
from moderation.models import QueueItem
from moderation.vocabulary.refusals import REFUSALS


def moderator_named(username: str) -> User:
    """The active user of that name. Raises ApiProblem (422) at /moderator."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise field_problem("/moderator", "unknown", "no such moderator")
    return user


def acting(item: QueueItem, username: str | None, *, version: int | None = None) -> User:
    """The moderator who acts on `item`: the one named, else the claim's holder.

    Raises ApiProblem: 422 for an unknown name, 409 when nobody holds the item. With `version`, the 409 for an item
    that has changed since says `changed` rather than `not_held`.
    """
    if username:
        return moderator_named(username)
    if item.claimed_by is not None and item.is_claimed():
        return item.claimed_by
    if item.state != QueueItem.State.OPEN:
        raise conflict(item, "decided")
    if version is not None and version != item.version:
        raise conflict(item, "changed")
    raise conflict(item, "not_held")


def conflict(item: QueueItem, reason: str) -> ApiProblem:
    """409 with the item's current state."""
    fresh = QueueItem.objects.select_related("queue", "article_version", "claimed_by").get(pk=item.pk)
    latest = fresh.decisions.order_by("-created_at", "-pk").values_list("pk", flat=True).first()
    members: dict[str, Any] = {"reason": reason, "current": QueueItemSerializer(fresh).data, "decision": latest}
    return ApiProblem(409, f"item_{reason}", REFUSALS[reason].detail, members=members)
