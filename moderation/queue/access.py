"""The queues that each user may see and work, and what of a closed queue is hidden: one rule for console and admin.

- A queue with groups is closed to everybody else. Its items, their decisions, and its articles are hidden.
- A queue for leads only is closed to moderators until an item of it was decided or escalated: decisions are for all.
- An article is visible through its open item. Where that is in a closed queue, the article is hidden, whatever was
  decided on it before; where none is open, one item that the user sees is enough. An article that was never queued is
  evidence like any other.
- Leads, superusers and users who only read (auditors) see all.
"""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article
from moderation.models import Decision, Queue, QueueItem

_KNOWN = "_queues_seen"
_CLOSED = "_queues_closed"


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
    if _sees_all(user):
        return list(queues)
    mine = Q(groups=None) | Q(groups__in=user.groups.values("pk"))
    return list(queues.filter(mine, leads_only=False).distinct())


def _sees_all(user: User) -> bool:
    return user.has_perm("moderation.lead_queueitem") or not user.has_perm("moderation.claim_queueitem")


def works(user: User, queue: Queue) -> bool:
    """Whether this user sees the queue, and so may take its items if they may take any."""
    return any(seen.pk == queue.pk for seen in queues_for(user))


def hidden_items(user: User, item: str = "") -> Q | None:
    """The rows whose queue item is hidden from this user, for `exclude`; None when none is.

    `item` is the path from a row to its item, such as `decision__item`; empty for the items themselves.
    """
    limited, led = _closed(user)
    if not limited and not led:
        return None
    queue = f"{item}__queue__in" if item else "queue__in"
    undecided = ~Exists(Decision.objects.filter(item=OuterRef(item or "pk")))
    return Q(**{queue: limited}) | (Q(**{queue: led}) & Q(undecided))


def hidden_articles(user: User, article: str = "pk") -> Q | None:
    """The rows whose article is hidden from this user, for `exclude`; None when none is.

    `article` is the path from a row to its article, such as `version__article`. Reads the items of each row's article
    by their index.
    """
    unseen = hidden_items(user)
    if unseen is None:
        return None
    items = QueueItem.objects.filter(article=OuterRef(article))
    opened = Exists(items.filter(unseen, state=QueueItem.State.OPEN))
    return Q(opened) | (Q(Exists(items)) & ~Q(Exists(items.exclude(unseen))))


def may_see(user: User, item: QueueItem) -> bool:
    """Whether this user sees the item and its article."""
    if item.state == QueueItem.State.OPEN and works(user, item.queue):
        return True
    unseen, article = hidden_items(user), hidden_articles(user, "article")
    if unseen is None or article is None:
        return True
    return QueueItem.objects.filter(pk=item.pk).exclude(unseen).exclude(article).exists()


def seen_decisions(decisions: QuerySet[Decision], user: User) -> QuerySet[Decision]:
    """Those of the decisions that this user may see: neither their item nor its article is hidden."""
    unseen, article = hidden_items(user, "item"), hidden_articles(user, "article")
    return decisions if unseen is None or article is None else decisions.exclude(unseen).exclude(article)


def hidden_among(user: User, articles: Collection[int]) -> set[int]:
    """The ids of those articles that are hidden from this user; without a query for leads."""
    unseen = hidden_articles(user)
    if unseen is None or not articles:
        return set()
    return set(Article.objects.filter(unseen, pk__in=articles).values_list("pk", flat=True))


def _closed(user: User) -> tuple[list[int], list[int]]:
    """The queues that this user does not see: those of other groups, and those of the leads without a group."""
    known: tuple[list[int], list[int]] | None = getattr(user, _CLOSED, None)
    if known is None:
        known = ([], []) if _sees_all(user) else _not_seen(user)
        setattr(user, _CLOSED, known)
    return known


def _not_seen(user: User) -> tuple[list[int], list[int]]:
    seen = [queue.pk for queue in queues_for(user)]
    groups = set(user.groups.values_list("pk", flat=True))
    limited: list[int] = []
    led: list[int] = []
    for queue in Queue.objects.exclude(pk__in=seen).prefetch_related("groups"):
        mine = {group.pk for group in queue.groups.all()}
        (limited if mine and not mine & groups else led).append(queue.pk)
    return limited, led
