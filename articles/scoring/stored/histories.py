"""The platform's own sources as histories, for validation and for fitting priors."""

from __future__ import annotations

from collections import defaultdict

from articles.models import Observation, ReviewOutcome, Source
from articles.scoring.reliability.evidence import ArticleDay
from articles.scoring.reliability.history import History
from articles.scoring.stored.observing import day_rows
from articles.scoring.stored.reviews import review, review_rows


def read_histories() -> dict[int, History]:
    """Read all evidence on every source with an assessed or a reviewed article."""
    days: dict[int, list[ArticleDay]] = defaultdict(list)
    for source, *row in day_rows(Observation.objects.all(), "source").iterator():
        days[source].append(ArticleDay(*row))
    reviews = defaultdict(list)
    for source, *row in review_rows(ReviewOutcome.objects.all(), "source").iterator():
        reviews[source].append(review(row))
    platforms = dict(Source.objects.values_list("pk", "platform__code"))
    return {
        source: History(tuple(days[source]), tuple(reviews[source]), platforms[source] or "")
        for source in sorted(days.keys() | reviews.keys())
    }
