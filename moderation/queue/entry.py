"""An article enters the queue: once, with every reason as a row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from articles.models import ArticleVersion
from moderation.models import Event, Queue, QueueItem, QueueReason
from moderation.models.webhooks.event import names_of
from moderation.queue.ranking import Ranking, rank_in, ranking_in_force
from moderation.triage.priority.evidence import Reason
from moderation.triage.reasons import ReasonFact
from moderation.vocabulary.events import QUEUE_ITEM_OPENED

NEWS = "news"
"""The code of the queue that articles on news go to, where it is kept."""


class Entry(NamedTuple):
    """An article that enters, with its reasons, into `queue` or else that of its topic."""

    version: ArticleVersion
    reasons: list[ReasonFact]
    queue: Queue | None = None


def enter(version: ArticleVersion, reasons: list[ReasonFact], queue: Queue | None = None) -> QueueItem:
    """Puts an article into `queue` (else that of its topic), or merges new reasons into its open item.

    An open item moves to `queue`, see `move`. In the caller's transaction.
    """
    item = open_items([version]).get(version.article_id)
    if item is not None:
        if queue is not None:
            move(item, queue)
        return merge(item, version, reasons)
    return enter_new([Entry(version, reasons, queue)])[0]


def move(item: QueueItem, queue: Queue) -> None:
    """Moves an open item to `queue` and frees it: a claim on it and its hand-over to a person end.

    It is due when a new item of `queue` would be, unless it was due earlier. An item of a queue that not everybody
    sees, the leads' or a group's, is freed and stays: those who are kept from its article do not see it by a move.
    In the caller's transaction.
    """
    if not item.queue.is_closed():
        item.queue = queue
    item.due_at = min(item.due_at, timezone.now() + timedelta(minutes=queue.sla_minutes))
    item.claimed_by = item.claimed_until = item.assigned_to = None
    item.save(update_fields=["queue", "due_at", "claimed_by", "claimed_until", "assigned_to"])


def route_again(item: QueueItem) -> None:
    """Moves an open item to where its remaining reasons would queue it now, and frees it as `move` does.

    That is the queue of the first rule among its reasons that names one, or else the queue of its topic. In the
    caller's transaction.
    """
    named = QueueReason.objects.filter(item=item, rule_version__opens=True, rule_version__queue__isnull=False)
    rules = named.order_by("rule_version__rule__position", "rule_version__rule").values("rule_version__queue")
    of_rule = Queue.objects.filter(pk=rules[:1]).first()
    item.queue = of_rule or _queues_of_topics()(item.article_version)
    item.due_at = min(item.due_at, timezone.now() + timedelta(minutes=item.queue.sla_minutes))
    item.claimed_by = item.claimed_until = item.assigned_to = None
    item.save(update_fields=["queue", "due_at", "claimed_by", "claimed_until", "assigned_to"])


def open_items(versions: Iterable[ArticleVersion]) -> dict[int, QueueItem]:
    """The open items of the versions' articles by article, locked in one order."""
    opened = QueueItem.objects.filter(
        article__in=[version.article_id for version in versions], state=QueueItem.State.OPEN
    )
    return {item.article_id: item for item in opened.select_for_update(no_key=True).order_by("pk")}


def enter_new(entries: Sequence[Entry]) -> list[QueueItem]:
    """Puts articles without an open item into their queues, in the caller's transaction."""
    if not entries:
        return []
    queue_of = _queues_of_topics()
    ranking = ranking_in_force()
    items = QueueItem.objects.bulk_create(
        _opened(entry, entry.queue or queue_of(entry.version), ranking) for entry in entries
    )
    QueueReason.objects.bulk_create(
        QueueReason(item=item, kind=reason.kind, code=reason.code, **_columns(entry.version, reason))
        for item, entry in zip(items, entries, strict=True)
        for reason in entry.reasons
    )
    Event.objects.bulk_create(_event(item) for item in items)
    return items


def _event(item: QueueItem) -> Event:
    data = {"queue_item": item.pk, "queue": item.queue.code, "due_at": item.due_at.isoformat()}
    return Event(type=QUEUE_ITEM_OPENED, article=item.article, data={**data, **names_of(item.article)})


def _queues_of_topics() -> Callable[[ArticleVersion], Queue]:
    """The queue of a version's topic, as a function that reads nothing more."""
    queues = {queue.code: queue for queue in Queue.objects.filter(Q(code=NEWS) | Q(is_default=True))}
    default = next(queue for queue in queues.values() if queue.is_default)
    news = queues.get(NEWS, default)
    return lambda version: news if version.topic_is_news else default


def merge(
    item: QueueItem, version: ArticleVersion, reasons: list[ReasonFact], *, whole: Collection[str] = ()
) -> QueueItem:
    """Adds reasons to an open item; for the kinds in `whole`, removes all other reasons.

    In the caller's transaction. A new, removed or worse reason, or a new text, increments the item's version, so a
    decision on the older version is refused. A reason that only weighs more moves the item in the order of work.
    """
    before = _weights(item)
    held = {(reason.kind, reason.code) for reason in reasons}
    for row in item.reasons.filter(kind__in=whole):
        if (row.kind, row.code) not in held:
            row.delete()
    _write(item, version, reasons)
    now = _weights(item)
    if item.article_version_id != version.pk or now.keys() != before.keys():
        renew(item, version)
    elif now != before:
        rank_in(item, version, ranking_in_force())
    return item


def _weights(item: QueueItem) -> dict[tuple[str, str, str], float]:
    """The weight of each reason by kind, code and severity, by which a moderator distinguishes them."""
    return {tuple(row): weight for *row, weight in item.reasons.values_list("kind", "code", "severity", "weight")}  # type: ignore[misc]


def _write(item: QueueItem, version: ArticleVersion, reasons: list[ReasonFact]) -> None:
    for reason in reasons:
        QueueReason.objects.update_or_create(
            item=item, kind=reason.kind, code=reason.code, defaults=_columns(version, reason)
        )


def _columns(version: ArticleVersion, reason: ReasonFact) -> dict[str, Any]:
    return {
        "article_version": version,
        "severity": reason.severity,
        "weight": reason.weight,
        "label_zh": reason.zh,
        "label_en": reason.en,
        "score_id": reason.score,
        "finding_id": reason.finding,
        "rule_version_id": reason.rule_version,
    }


def _opened(entry: Entry, queue: Queue, ranking: Ranking) -> QueueItem:
    """The item, not saved yet."""
    now = timezone.now()
    reasons = [Reason(reason.kind, reason.code, reason.severity, reason.weight) for reason in entry.reasons]
    return QueueItem(
        article=entry.version.article,
        article_version=entry.version,
        queue=queue,
        opened_at=now,
        due_at=now + timedelta(minutes=queue.sla_minutes),
        **ranking.place(entry.version, reasons, now),
    )


def renew(item: QueueItem, version: ArticleVersion) -> QueueItem:
    """Updates risk, rank and version of an item whose reasons or text changed."""
    return rank_in(item, version, ranking_in_force(), count=1)
