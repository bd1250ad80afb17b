"""Updates the queue after an assessment: reasons from rules replace the older ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from articles.models import Article, ArticleVersion
from moderation.models import Queue, QueueItem
from moderation.queue.entry import Entry, enter_new, merge, open_items
from moderation.triage.reasons import ReasonFact
from moderation.vocabulary import reasons
from moderation.vocabulary.reasons import REASON_SEVERITIES

# Rules may remove reasons of these kinds; a reason from a person stays.
OF_RULES = (
    reasons.SCORE,
    reasons.FINDING,
    reasons.FLAG,
    reasons.AUDIT,
    reasons.RULE,
)


class Asked(NamedTuple):
    """The rules' current answer on an article; a new item goes to `queue`, or else to the queue of its topic."""

    version: ArticleVersion
    reasons: list[ReasonFact]
    queue: Queue | None = None


def refresh(asked: Iterable[Asked]) -> dict[int, QueueItem | None]:
    """Queues each article with its reasons, or gives them to its open item, in the caller's transaction.

    Returns the item by version id; None when nothing queues the article, its platform withdrew it, or this text was
    decided on and no opening reason is new or worse since. An item that loses its last reason stays open: a
    moderator sees what changed.
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
    new = _not_withdrawn(new)
    return found | {item.article_version_id: item for item in enter_new(new)}


def _not_withdrawn(entries: list[Entry]) -> list[Entry]:
    """The entries of articles that their platforms have not withdrawn, which they cannot do until the commit."""
    ids = sorted(entry.version.article_id for entry in entries)
    rows = Article.objects.select_for_update(no_key=True).filter(pk__in=ids, withdrawn_at=None).order_by("pk")
    standing = set(rows.values_list("pk", flat=True)) if ids else set()
    return [entry for entry in entries if entry.version.article_id in standing]


def _seen(versions: Iterable[ArticleVersion]) -> dict[int, dict[tuple[str, str], int]]:
    """The reasons and severities of the last item, by version; only versions whose text was decided on before.

    A version with corrected facts has the text of the one before.
    """
    by_text = {(version.article_id, version.content_sha256): version.pk for version in versions}
    decided = QueueItem.objects.filter(
        article__in={article for article, _ in by_text}, state=QueueItem.State.DECIDED
    ).select_related("article_version")
    found: dict[int, dict[tuple[str, str], int]] = {}
    for item in decided.order_by("pk").prefetch_related("reasons"):
        version = by_text.get((item.article_id, item.article_version.content_sha256))
        if version is not None:
            found[version] = {(row.kind, row.code): REASON_SEVERITIES[row.severity].rank for row in item.reasons.all()}
    return found


def _is_news(reasons: list[ReasonFact], seen: dict[tuple[str, str], int] | None) -> bool:
    if seen is None:
        return True
    ranks = ((seen.get((reason.kind, reason.code)), reason) for reason in reasons if reason.opens)
    # A lower rank is more severe.
    return any(rank is None or REASON_SEVERITIES[reason.severity].rank < rank for rank, reason in ranks)
