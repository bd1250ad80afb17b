"""Ending a queue item."""

from __future__ import annotations

from django.utils import timezone

from articles.evidence_marks import mark_decided
from articles.models import ReviewOutcome
from moderation.decisions import verdicts
from moderation.models import Decision, QueueItem, QueueReason
from moderation.models.decision import Act


def close(item: QueueItem, decision: Decision) -> None:
    """Ends the item, keeps what was said of the headline, and tells the source's record what the review found."""
    now = timezone.now()
    item.state = QueueItem.State.DECIDED
    item.decided_at = now
    item.claimed_by = item.claimed_until = None
    item.version += 1
    item.save(update_fields=["state", "decided_at", "claimed_by", "claimed_until", "version"])
    verdicts.keep(item, decision, now)
    if item.article.source_id is not None:
        severity = decision.clause.severity if decision.clause and decision.act != Act.ALLOW else 0.0
        ReviewOutcome.objects.update_or_create(
            article=item.article,
            defaults={
                "source_id": item.article.source_id,
                "severity": severity,
                "decided_at": now,
                "sampled": item.reasons.filter(kind=QueueReason.Kind.AUDIT).exists(),
            },
        )
        mark_decided(item.article.source_id, item.article_id, decision.pk)
