"""Article versions by platform, topic and template."""

from __future__ import annotations

from django.db.models import Case, Value, When

from articles.models import ArticleVersion
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within


def count(period: Period) -> Counted:
    counted = Counted(period)
    rows = within(ArticleVersion.objects.all(), "created_at", period).annotate(
        is_first=Case(When(number=1, then=Value(1)), default=Value(0)),
        is_assessed=Case(When(assessed_at=None, then=Value(0)), default=Value(1)),
    )
    dimensions = ("article__platform__code", "topic", "template", "topic_is_news", "is_first", "is_assessed")
    for day, platform, topic, template, news, first, assessed, n in combinations(rows, *dimensions):
        counted.add(day, "articles", "total", n=n)
        counted.add(day, "articles", "new" if first else "changed", n=n)
        counted.add(day, "articles.platform", platform, n=n)
        counted.add(day, "articles.topic", topic, n=n)
        counted.add(day, "articles.template", template, n=n)
        if first:
            counted.add(day, "articles.platform.new", platform, n=n)
        if news:
            counted.add(day, "articles", "news", n=n)
            counted.add(day, "news.platform", platform, n=n)
        if not assessed:
            counted.add(day, "articles", "unassessed", n=n)
    return counted
