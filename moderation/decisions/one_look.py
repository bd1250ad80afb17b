"""One act for many articles of a story: which of them it may take, and why the others stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from moderation.models import Appeal, Decision, Execution, QueueItem
from moderation.queue.access import works
from moderation.vocabulary import refusals


@dataclass(frozen=True, slots=True)
class Standing:
    """The open item of an article, if it has one; `refusal` is the code of why an act cannot take it now, or empty."""

    item: QueueItem | None
    refusal: str

    @property
    def is_free(self) -> bool:
        return self.item is not None and not self.refusal


def standings(user: User, articles: Iterable[int]) -> dict[int, Standing]:
    """Return for each article how an act by this user would find it. At most four queries."""
    ids = list(articles)
    opened = {
        item.article_id: item
        for item in QueueItem.objects.filter(article__in=ids, state=QueueItem.State.OPEN).select_related(
            "queue", "claimed_by", "assigned_to"
        )
    }
    appealed = set(
        Appeal.objects.filter(decision__article__in=ids, state=Appeal.State.OPEN).values_list(
            "decision__article", flat=True
        )
    )
    awaiting = set(
        Execution.objects.filter(decision__article__in=ids, state=Execution.State.AWAITING).values_list(
            "decision__article", flat=True
        )
    )
    decided = set(Decision.objects.filter(article__in=ids).values_list("article", flat=True))
    return {pk: _standing(user, opened.get(pk), pk in appealed, pk in awaiting, pk in decided) for pk in ids}


def _standing(user: User, item: QueueItem | None, appealed: bool, awaiting: bool, decided: bool) -> Standing:
    if appealed:
        return Standing(item, refusals.APPEAL_OPEN)
    if awaiting:
        return Standing(item, refusals.AWAITS_SECOND)
    if item is None:
        return Standing(None, refusals.ALREADY_DECIDED if decided else refusals.NOT_QUEUED)
    if not works(user, item.queue):
        return Standing(item, refusals.FORBIDDEN)
    if item.is_claimed(timezone.now()) and item.claimed_by_id != user.pk:
        return Standing(item, refusals.CLAIMED)
    if item.on_hold:
        return Standing(item, refusals.ON_HOLD)
    if item.assigned_to_id not in (None, user.pk):
        return Standing(item, refusals.HANDED_OVER)
    return Standing(item, "")
