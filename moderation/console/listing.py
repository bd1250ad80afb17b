"""The queue as a list: filtered, paged by key and counted up to a cap, so a large queue stays fast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from moderation.models import Queue, QueueItem, QueueReason

PAGE_SIZE = 50
# Counting goes no further: “999+” says enough, and a million rows are never counted.
COUNT_CAP = 1000
DECIDED = "decided"
# Items that a search in headlines reads, from the front of the list: no index serves it, and a million headlines
# take seconds. A search by a platform's id covers all items.
SEARCHED = 5_000


# The orders of open items beside that of work: the column of each.
SORTS = {"due": "due_at", "waiting": "opened_at"}


class BadCursorError(ValueError):
    """The cursor is not one that this list issued."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters and order of the list.

    `queue` is a queue's code, "" for all open items, or DECIDED for the decided ones. `platform` and `topic` are codes,
    `source` is an id, `hours` the least time of waiting. `sort` is one of SORTS, for open items.
    """

    queue: str = ""
    search: str = ""
    reason: str = ""
    overdue: bool = False
    platform: str = ""
    topic: str = ""
    source: int | None = None
    hours: int | None = None
    sort: str = ""

    @property
    def decided(self) -> bool:
        return self.queue == DECIDED

    @property
    def order(self) -> tuple[str, str]:
        """Open items in the order of work, decided ones the latest first."""
        return ("-decided_at", "-id") if self.decided else (SORTS.get(self.sort, "rank_at"), "id")

    @property
    def narrow(self) -> bool:
        """Whether they leave out items of the queue."""
        return bool(
            self.search or self.reason or self.overdue or self.platform or self.topic or self.source or self.hours
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The query of a link to this list, without its page."""
        given = {
            "queue": self.queue, "q": self.search, "reason": self.reason, "overdue": "1" if self.overdue else "",
            "platform": self.platform, "topic": self.topic, "source": str(self.source or ""),
            "hours": str(self.hours or ""), "sort": self.sort,
        }  # fmt: skip
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One page of the list; `next_cursor` is "" on the last one."""

    items: list[QueueItem]
    next_cursor: str


def visible(queues: list[Queue]) -> QuerySet[QueueItem]:
    """The items of these queues."""
    return QueueItem.objects.filter(queue__in=[queue.pk for queue in queues])


def page(items: QuerySet[QueueItem], filters: Filters, cursor: str = "") -> ItemPage:
    """PAGE_SIZE items after `cursor`: open ones in the order of work, decided ones the latest first.

    Raises BadCursorError.
    """
    column, beyond = filters.order[0].lstrip("-"), "lt" if filters.decided else "gt"
    items = matching(items, filters).order_by(*filters.order)
    if cursor:
        at, pk = _parse(cursor)
        items = items.filter(Q(**{f"{column}__{beyond}": at}) | Q(**{column: at, f"id__{beyond}": pk}))
    rows = with_rows(items.defer("article_version__extraction")[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return ItemPage(rows, f"{getattr(rows[-1], column).isoformat()}_{rows[-1].pk}" if more else "")


def with_rows(items: QuerySet[QueueItem]) -> list[QueueItem]:
    """The items with what a row of a list shows, in one query a table."""
    shown = items.select_related(
        "queue", "claimed_by", "assigned_to", "article__source", "article__platform", "article_version"
    )
    return list(shown.prefetch_related("reasons"))


def counted(items: QuerySet[QueueItem]) -> str:
    """The number of items as text: “12”, or “999+” from the cap on."""
    number = items.order_by()[:COUNT_CAP].count()
    return str(number) if number < COUNT_CAP else f"{COUNT_CAP - 1}+"


def overdue(items: QuerySet[QueueItem]) -> QuerySet[QueueItem]:
    """Open items past their due date."""
    return items.filter(state=QueueItem.State.OPEN, due_at__lt=timezone.now())


def tab_counts(items: QuerySet[QueueItem], queues: list[Queue]) -> dict[str, str]:
    """The count of each queue's open items by its code, and of all under ""."""
    opened = items.filter(state=QueueItem.State.OPEN)
    return {"": counted(opened), **{queue.code: counted(opened.filter(queue=queue)) for queue in queues}}


def matching(items: QuerySet[QueueItem], filters: Filters) -> QuerySet[QueueItem]:
    """The items that the filters let through, in no order."""
    items = items.filter(state=QueueItem.State.DECIDED if filters.decided else QueueItem.State.OPEN)
    if filters.queue and not filters.decided:
        items = items.filter(queue__code=filters.queue)
    if filters.reason:
        items = items.filter(Exists(QueueReason.objects.filter(item=OuterRef("pk"), code=filters.reason)))
    if filters.overdue and not filters.decided:
        items = overdue(items)
    if filters.platform:
        items = items.filter(article__platform__code=filters.platform)
    if filters.topic:
        items = items.filter(article_version__topic=filters.topic)
    if filters.source:
        items = items.filter(article__source=filters.source)
    if filters.hours:
        items = items.filter(opened_at__lt=timezone.now() - timedelta(hours=filters.hours))
    return _searched(items, filters) if filters.search else items


def _searched(items: QuerySet[QueueItem], filters: Filters) -> QuerySet[QueueItem]:
    by_id = items.filter(article__external_id=filters.search)
    if by_id.exists():
        return by_id
    column = filters.order[0].lstrip("-")
    # Bounded by the last item searched: a range of the list's index, which no query plan can reorder.
    last = items.order_by(*filters.order).values_list(column, flat=True)[SEARCHED - 1 : SEARCHED].first()
    if last is not None:
        items = items.filter(**{f"{column}__{'gte' if filters.decided else 'lte'}": last})
    return items.filter(article_version__headline__icontains=filters.search)


def _parse(cursor: str) -> tuple[datetime, int]:
    at, _, pk = cursor.rpartition("_")
    try:
        moment, number = datetime.fromisoformat(at), int(pk)
    except ValueError as error:
        raise BadCursorError(cursor[:80]) from error
    if moment.tzinfo is None or not 1900 < moment.year < 9000:
        raise BadCursorError(cursor[:80])
    return moment.astimezone(UTC), number
