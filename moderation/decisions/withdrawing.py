"""A platform withdraws an article: nobody works on it any more, and what is known about it stays."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from moderation import audit
from moderation.decisions import executing
from moderation.decisions.errors import InvalidDecision
from moderation.decisions.words import clean_note
from moderation.models import Appeal, Event, Execution, QueueItem
from moderation.models.webhooks.event import names_of
from moderation.vocabulary import events


@transaction.atomic
def withdraw(actor: str, article_id: int, reason: str) -> Article:
    """Marks the article as withdrawn, closes its open item, and ends decisions that have not taken effect.

    An item with an open appeal stays: its author is owed an answer. Decisions, statements and evidence stay. Does
    nothing to an article that is withdrawn already. Raises InvalidDecision without a reason, Article.DoesNotExist.
    """
    said = clean_note(reason)
    if not said:
        raise InvalidDecision("reason", "required", "say why the article is withdrawn")
    articles = Article.objects.select_for_update(of=("self",), no_key=True).select_related("platform")
    article: Article = articles.get(pk=article_id)
    if article.withdrawn_at is not None:
        return article
    article.withdrawn_at, article.withdrawal_reason = timezone.now(), said
    article.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    # Decisions before items: whoever acts on a decision locks both in this order.
    ended, closed = _end_decisions(article), _close(article)
    # The chain names what ended; the reason, which may be about a person, stands in the row.
    audit.append(
        actor,
        "article.withdrawn",
        f"article:{article.pk}",
        items=closed,
        decisions=ended,
    )
    data = {**names_of(article), "withdrawn_at": article.withdrawn_at.isoformat()}
    Event(type=events.ARTICLE_WITHDRAWN, article=article, data=data).save()
    return article


def _close(article: Article) -> list[int]:
    if Appeal.objects.filter(decision__article=article, state=Appeal.State.OPEN).exists():
        return []
    items = QueueItem.objects.select_for_update(no_key=True).filter(article=article, state=QueueItem.State.OPEN)
    closed = []
    for item in items:
        item.state, item.decided_at = QueueItem.State.CLOSED, timezone.now()
        item.claimed_by = item.claimed_until = item.assigned_to = None
        item.on_hold, item.version = False, item.version + 1
        item.save()
        closed.append(item.pk)
    return closed


def _end_decisions(article: Article) -> list[int]:
    waiting = (Execution.State.AWAITING, Execution.State.SCHEDULED)
    rows = executing.locked().filter(decision__article=article, state__in=waiting).order_by("pk")
    ended = []
    for execution in rows:
        executing.cancel(execution)
        ended.append(execution.pk)
    return ended
