"""The scoring stage writes what the pure scorers found."""

from __future__ import annotations

from django.db.models import Count, F, Q, Sum

from articles.models import ArticleVersion, ReviewOutcome, Score, Source
from articles.scoring.reliability import SourceEvidence, score_source
from articles.scoring.result import ScoreResult


def store_scores(version: ArticleVersion, clickbait: ScoreResult) -> None:
    """Writes the clickbait score of the headline, and the reliability of the source with this article counted in."""
    version.clickbait_band = clickbait.band
    version.save(update_fields=["clickbait_band", "assessed_at"])
    scores = [_row(version, clickbait)]
    source = version.article.source
    if source is not None:
        scores.append(_row(version, score_source(evidence_of(source)), source))
    Score.objects.bulk_create(scores, ignore_conflicts=True)


def evidence_of(source: Source) -> SourceEvidence:
    """What is known of a source: counts over the current versions of its scored articles, and its review outcomes."""
    current = ArticleVersion.objects.filter(article__source=source, article__current=F("pk")).exclude(clickbait_band="")
    counts = current.aggregate(
        articles=Count("pk"),
        well_sourced=Count("pk", filter=Q(well_sourced=True)),
        honest=Count("pk", filter=~Q(clickbait_band="high")),
        disclosed=Count("pk", filter=Q(disclosed=True)),
    )
    reviews = ReviewOutcome.objects.filter(source=source).aggregate(reviewed=Count("pk"), violations=Sum("severity"))
    return SourceEvidence(
        articles=counts["articles"],
        reviewed=reviews["reviewed"],
        violations=reviews["violations"] or 0.0,
        well_sourced=counts["well_sourced"],
        honest_headlines=counts["honest"],
        disclosed=counts["disclosed"],
    )


def _row(version: ArticleVersion, result: ScoreResult, source: Source | None = None) -> Score:
    data = result.to_json()
    return Score(version=version, source=source, **data)
