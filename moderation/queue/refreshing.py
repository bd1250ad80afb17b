"""Brings the queue up to date with what the rules say of an article now."""

from __future__ import annotations

from articles.models import ArticleVersion
from moderation.models import Queue, QueueItem, QueueReason
from moderation.queue.entry import enter, merge, open_item
from moderation.triage.reasons import ReasonFact

# What rules give, rules take back; a reason that a person gave stays.
OF_RULES = (
    QueueReason.Kind.SCORE,
    QueueReason.Kind.FINDING,
    QueueReason.Kind.FLAG,
    QueueReason.Kind.AUDIT,
    QueueReason.Kind.RULE,
)
_RANK = {"low": 1, "medium": 2, "high": 3}


def refresh(version: ArticleVersion, reasons: list[ReasonFact], queue: Queue | None = None) -> QueueItem | None:
    """Enters the article with these reasons, or makes them those of its open item, in the caller's transaction.

    `queue` is where a new item goes, else to that of its topic.

    None when nothing queues the article, or when this version was decided and no reason to open it is new or worse
    since. An item whose last reason goes stays: a human was told to look, and is told what changed.
    """
    item = open_item(version)
    if item is None:
        return enter(version, reasons, queue) if reasons and _is_news(version, reasons) else None
    return merge(item, version, reasons, whole=OF_RULES)


def _is_news(version: ArticleVersion, reasons: list[ReasonFact]) -> bool:
    decided = QueueItem.objects.filter(article_version=version, state=QueueItem.State.DECIDED).order_by("-pk").first()
    if decided is None:
        return True
    seen = {(row.kind, row.code): _RANK[row.severity] for row in decided.reasons.all()}
    return any(reason.opens and _RANK[reason.severity] > seen.get((reason.kind, reason.code), 0) for reason in reasons)
