"""Reconcilers of the queue: each repairs forgotten rows and returns their number."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from articles.models import Score
from articles.vocabulary.scores import RELIABILITY
from moderation.models import PriorityScheme, QueueItem
from moderation.queue.ranking import evidence_of, ranking_of
from moderation.triage.priority.evidence import Reason

_BATCH, _MOST = 200, 2_000


def release_expired_claims(*, dry_run: bool = False) -> int:
    """Frees items with an expired claim, so that lists show them as free; claiming does not need this."""
    expired = QueueItem.objects.filter(claimed_until__lte=timezone.now())
    return expired.count() if dry_run else expired.update(claimed_by=None, claimed_until=None)


def reorder_after_change(*, dry_run: bool = False) -> int:
    """Ranks open items anew after a lead changed what orders the queue, at most 2,000 per run, in the order of ids.

    The newest scheme says how far it has come; items that open meanwhile are ranked by it anyway.
    """
    scheme = PriorityScheme.objects.select_related("model").first()
    if scheme is None or scheme.reranked_at is not None:
        return 0
    waiting = QueueItem.objects.filter(state=QueueItem.State.OPEN, pk__gt=scheme.reranked_to).order_by("pk")
    if dry_run:
        return waiting.count()
    done = 0
    while done < _MOST:
        ranked = _reorder_batch(scheme)
        done += ranked
        if ranked < _BATCH:
            PriorityScheme.objects.filter(pk=scheme.pk).update(reranked_at=timezone.now())
            break
    return done


@transaction.atomic
def _reorder_batch(scheme: PriorityScheme) -> int:
    scores = Prefetch("article_version__scores", Score.objects.filter(name=RELIABILITY))
    items = QueueItem.objects.filter(state=QueueItem.State.OPEN, pk__gt=scheme.reranked_to).order_by("pk")
    items = items.select_for_update(of=("self",), no_key=True).select_related("article_version")
    rows = list(items.defer("article_version__extraction").prefetch_related("reasons", scores)[:_BATCH])
    ranking = ranking_of(scheme.model_id, scheme.model.sha256 if scheme.model else None, scheme.dials)
    for item in rows:
        reasons = [Reason(row.kind, row.code, row.severity, row.weight) for row in item.reasons.all()]
        known = evidence_of(item.article_version, reasons, reach=item.reach)
        QueueItem.objects.filter(pk=item.pk).update(**ranking.place_of(known, item.opened_at))
    if rows:
        scheme.reranked_to = rows[-1].pk
        scheme.save(update_fields=["reranked_to"])
    return len(rows)
