"""The days from which evidence ages: when an article arrived, and when it says that it was published.

What is imported today and claims an old date is old evidence, never fresh proof of good conduct. A claim alone never
makes a violation old.
"""

from __future__ import annotations

from datetime import date

from articles.models import Article, ArticleVersion, EvidenceMark, ReliabilityChange, ReviewOutcome
from articles.parsing.extracted import is_claimed


def form_day(article: Article, version: ArticleVersion) -> date:
    """The day of an article's form and of a review without violation: publication, if that is before arrival."""
    arrived = article.created_at.date()
    return min(arrived, version.published_at.date()) if version.published_at else arrived


def outcome_day(article: Article, version: ArticleVersion, severity: float) -> date:
    """The day of a review. A violation keeps the day of arrival unless a page or a lead vouches for an earlier time."""
    vouched = article.time_confirmed_at is not None or not is_claimed(version.template)
    return form_day(article, version) if severity == 0 or vouched else article.created_at.date()


def redate(article: Article) -> None:
    """Date the article's review anew after its time was confirmed or doubted, and mark its source for a recount."""
    outcome = ReviewOutcome.objects.filter(article=article).first()
    if outcome is None or article.current is None:
        return
    day = outcome_day(article, article.current, outcome.severity)
    if day != outcome.dated_on:
        ReviewOutcome.objects.filter(pk=outcome.pk).update(dated_on=day)
        cause = ReliabilityChange.Cause.DATED
        EvidenceMark.objects.create(source_id=outcome.source_id, article=article, cause=cause)
