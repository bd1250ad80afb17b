"""Brings the queue up to date with what the rules say of an article now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from articles.models import ArticleVersion
from moderation.models import Queue, QueueItem
from moderation.queue.entry import Entry, enter_new, merge, open_items
from moderation.triage.reasons import ReasonFact
from moderation.vocabulary import reasons

# What rules give, rules take back; a reason that a person gave stays.
OF_RULES = (
    reasons.SCORE,
    reasons.FINDING,
    reasons.FLAG,
    reasons.AUDIT,
    reasons.RULE,
)
_RANK = {"low": 1, "medium": 2, "high": 3}


class Asked(NamedTuple):
    """What the rules say of an article now; `queue` is where a new item goes, else to that of its topic."""

    version: ArticleVersion
    reasons: list[ReasonFact]
    queue: Queue | None = None


def refresh(asked: Iterable[Asked]) -> dict[int, QueueItem | None]:
    """Enters each article with these reasons, or makes them those of its open item, in the caller's transaction.

    By version: its item, None when nothing queues the article, or when this version was decided and no reason to open
    it is new or worse since. An item whose last reason goes stays: a human was told to look, and is told what changed.
    """
    every = list(asked)
    opened = open_items([each.version for each in every])
    found: dict[int, QueueItem | None] = {each.version.pk: None for each in every}
    for each in every:
        item = opened.get(each.version.article_id)
        if item is not None:
            found[each.version.pk] = merge(item, each.version, each.reasons, whole=OF_RULES)
    asking = [each for each in every if each.reasons and each.version.article_id not in opened]
    seen = _seen([each.version for each in asking])
    new = [Entry(*each) for each in asking if _is_news(each.reasons, seen.get(each.version.pk))]
    return found | {item.article_version_id: item for item in enter_new(new)}


def _seen(versions: Iterable[ArticleVersion]) -> dict[int, dict[tuple[str, str], int]]:
    """By version that was decided before: the reasons its last item had, with how bad each was."""
    decided = QueueItem.objects.filter(article_version__in=list(versions), state=QueueItem.State.DECIDED)
    return {
        item.article_version_id: {(row.kind, row.code): _RANK[row.severity] for row in item.reasons.all()}
        for item in decided.order_by("pk").prefetch_related("reasons")
    }


def _is_news(reasons: list[ReasonFact], seen: dict[tuple[str, str], int] | None) -> bool:
    if seen is None:
        return True
    return any(reason.opens and _RANK[reason.severity] > seen.get((reason.kind, reason.code), 0) for reason in reasons)
