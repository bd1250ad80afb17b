"""A decided item waits again."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from moderation.models import QueueItem


def reopen(item: QueueItem, holder: User | None = None) -> bool:
    """Opens the item again, claimed by `holder`; False when another item of its article is open, or it is withdrawn.

    In the caller's transaction. The due date stays, because the wait began then.
    """
    row = QueueItem.objects.select_for_update().get(pk=item.pk)
    others = QueueItem.objects.filter(article=row.article_id, state=QueueItem.State.OPEN).exclude(pk=row.pk)
    withdrawn = Article.objects.filter(pk=row.article_id, withdrawn_at__isnull=False)
    if row.state == QueueItem.State.OPEN or others.exists() or withdrawn.exists():
        return False
    row.state = QueueItem.State.OPEN
    row.decided_at = None
    row.claimed_by = holder
    row.claimed_until = timezone.now() + timedelta(seconds=settings.CLAIM_SECONDS) if holder else None
    row.version += 1
    row.save(update_fields=["state", "decided_at", "claimed_by", "claimed_until", "version"])
    return True
