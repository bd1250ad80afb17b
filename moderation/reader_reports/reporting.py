"""Readers' reports: one reason per category, whose weight grows with the number of readers."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum

from articles.models import Article
from moderation.decisions.words import clean_note
from moderation.models import QueueItem, Report
from moderation.queue.entry import enter
from moderation.triage.reasons import ReasonFact
from moderation.vocabulary.reasons import REPORT_CATEGORIES

# The weight of one reader's report, and the cap for all of them, since a crowd can be organised.
ONE, MOST = 0.15, 0.8


class ArticleWithdrawn(Exception):
    """The platform withdrew the article: readers do not see it any more."""


@transaction.atomic
def report(article: Article, *, category: str, readers: int, text: str, key: str) -> QueueItem:
    """Stores a report and queues the article, or adds to its earlier reason. `article` must have a version.

    Raises ArticleWithdrawn.
    """
    row = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if row.withdrawn_at is not None:
        raise ArticleWithdrawn
    assert article.current is not None  # noqa: S101 - see above
    Report(article=article, category=category, readers=readers, text=clean_note(text), key=key).save()
    reports = Report.objects.filter(article=article, category=category)
    total = reports.aggregate(readers=Sum("readers"))["readers"]
    words = REPORT_CATEGORIES[category]
    weight = min(MOST, 1 - (1 - ONE) ** total)
    reason = ReasonFact(
        kind="report",
        code=f"report_{category}",
        severity="high" if weight >= MOST else "medium",
        weight=weight,
        zh=f"{words.zh_long} {total} 人",
        en=f"{words.en_long.capitalize()} ({total})",
        opens=True,
    )
    return enter(article.current, [reason])
