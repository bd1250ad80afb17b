"""What articles and reviews say of their sources, as rows, and those rows as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from articles.models import ArticleVersion, EvidenceMark, Observation, ReviewOutcome, SourceGroup
from articles.scoring.reliability_evidence import ArticleDay, Review, Tally, gather

# A third or more of the article; what is less is a quotation too many.
_COPIED = {"medium", "high"}
_OF_ARTICLES = ("sourcing", "originality", "headline_honesty", "disclosure", "peer_graph")


def observe(version: ArticleVersion) -> None:
    """Writes what this version says of its source, in place of what an earlier version said."""
    article = version.article
    findings = dict(version.findings.values_list("code", "severity"))
    said: dict[str, Any] = {
        "source_id": article.source_id,
        "day": article.created_at.date(),
        "sourcing": bool(version.well_sourced),
        "originality": findings.get("uncredited_reuse") not in _COPIED,
        "headline_honesty": version.clickbait_band != "high",
        "disclosure": version.disclosed,
        "peer_graph": "circular_citation" not in findings and not _in_group(article.pk, article.source_id),
    }
    if version.number > 1:
        _tell_former_source(article.pk, article.source_id)
    Observation.objects.bulk_create(
        [Observation(article=article, **said)],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["source", *(name for name in said if name != "source_id")],
    )


def _tell_former_source(article: int, source: int | None) -> None:
    """A page that names another source now is no evidence of the former any more."""
    former = Observation.objects.filter(article=article).exclude(source=source).values_list("source", flat=True).first()
    if former is not None:
        EvidenceMark.objects.create(source_id=former, article_id=article)


def _in_group(article: int, source: int | None) -> bool:
    groups = SourceGroup.objects.filter(closed_at=None, members=source).values_list("evidence", flat=True)
    return any(article in link["articles"] for evidence in groups for link in evidence)


def observe_group(articles: Iterable[int]) -> None:
    """A group of accounts that feed each other was found by these articles: they stand inside it, and stay there."""
    new = Observation.objects.filter(article__in=list(articles), peer_graph=True)
    found = list(new.values_list("article", "source"))
    Observation.objects.filter(article__in=[article for article, _ in found]).update(peer_graph=False)
    EvidenceMark.objects.bulk_create(EvidenceMark(source_id=source, article_id=article) for article, source in found)


def day_rows(observations: QuerySet[Observation], *by: str) -> QuerySet[Observation, tuple[Any, ...]]:
    """(*by, day, n, one count a part in the order of `ArticleDay`) of these observations."""
    counts = {f"{name}_count": Count("pk", filter=Q(**{name: True})) for name in _OF_ARTICLES}
    rows: QuerySet[Observation, tuple[Any, ...]] = (
        observations.values(*by, "day")
        .annotate(n=Count("pk"), **counts)
        .order_by(*by)
        .values_list(*by, "day", "n", *counts)
    )
    return rows


def review_rows(outcomes: QuerySet[ReviewOutcome], *by: str) -> QuerySet[ReviewOutcome, tuple[Any, ...]]:
    """(*by, decided_at, severity, corrected) of these outcomes.

    A violation is corrected when a new version of the article came after it.
    """
    later = ArticleVersion.objects.filter(article=OuterRef("article"), created_at__gt=OuterRef("decided_at"))
    return (
        outcomes.annotate(corrected=Exists(later)).order_by(*by).values_list(*by, "decided_at", "severity", "corrected")
    )


def evidence_of(source: int, today: date) -> dict[str, Tally]:
    """What is known of a source, by part, decayed to `today`."""
    days = (ArticleDay(*row) for row in day_rows(Observation.objects.filter(source=source)))
    reviews = (review(row) for row in review_rows(ReviewOutcome.objects.filter(source=source)))
    return gather(days, reviews, today)


def review(row: tuple[datetime, float, bool]) -> Review:
    """A row of `review_rows`."""
    decided_at, severity, corrected = row
    return Review(decided_at.date(), severity, corrected)


def articles_behind(source: int, part: str, most: int) -> list[int]:
    """The articles behind a part, by id: those that cost points first, then the newest."""
    if part == "record":
        rows = ReviewOutcome.objects.filter(source=source).order_by("-severity", "-decided_at")
        return list(rows.values_list("article", flat=True)[:most])
    if part == "corrections":
        rows = ReviewOutcome.objects.filter(source=source, severity__gt=0).order_by("-decided_at")
        return list(rows.values_list("article", flat=True)[:most])
    observations = Observation.objects.filter(source=source).order_by(F(part).asc(), "-day", "-article")
    return list(observations.values_list("article", flat=True)[:most])
