"""An article enters the queue: once, with every reason as a row."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from articles.models import ArticleVersion
from moderation.models import Queue, QueueItem, QueueReason
from moderation.triage.reasons import ReasonFact, risk_of

# What a certain risk (1.0) is worth in waiting time: such an item comes before one without risk that has waited a day
# less. Every item's turn comes, since rank counts from when it was opened.
RISK_HEAD_START = timedelta(hours=24)


def enter(version: ArticleVersion, reasons: list[ReasonFact]) -> QueueItem:
    """Puts an article into its queue, or merges new reasons into its open item, in the caller's transaction.

    A merge counts the item's version up: who decides on what they saw before gets told.
    """
    item = QueueItem.objects.select_for_update().filter(article=version.article, state=QueueItem.State.OPEN).first()
    if item is None:
        item = _open(version, reasons)
    for reason in reasons:
        QueueReason.objects.update_or_create(
            item=item,
            kind=reason.kind,
            code=reason.code,
            defaults={
                "article_version": version,
                "severity": reason.severity,
                "weight": reason.weight,
                "label_zh": reason.zh,
                "label_en": reason.en,
                "score_id": reason.score,
                "finding_id": reason.finding,
            },
        )
    if item.article_version_id != version.pk:
        renew(item, version)
    return item


def rank_at(opened_at: datetime, risk: float) -> datetime:
    """The place in the order of work."""
    return opened_at - risk * RISK_HEAD_START


def _open(version: ArticleVersion, reasons: list[ReasonFact]) -> QueueItem:
    now = timezone.now()
    risk = risk_of(reason.weight for reason in reasons)
    queue = Queue.objects.filter(code="news").first() if version.topic_is_news else None
    queue = queue or Queue.objects.get(is_default=True)
    return QueueItem.objects.create(
        article=version.article,
        article_version=version,
        queue=queue,
        risk=risk,
        opened_at=now,
        rank_at=rank_at(now, risk),
        due_at=now + timedelta(minutes=queue.sla_minutes),
    )


def renew(item: QueueItem, version: ArticleVersion) -> None:
    """Risk, rank and version of an item whose reasons or text changed."""
    risk = risk_of(item.reasons.values_list("weight", flat=True))
    QueueItem.objects.filter(pk=item.pk).update(
        article_version=version, risk=risk, rank_at=rank_at(item.opened_at, risk), version=F("version") + 1
    )
    item.refresh_from_db()
