"""The observations that articles and reviews give on their sources, as rows and as evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from articles.models import ArticleVersion, EvidenceMark, Finding, Observation, ReviewOutcome, Source, SourceGroup
from articles.scoring.reliability.evidence import ArticleDay, Review, Tally, with_article
from articles.scoring.reliability.sharing import gather_shared
from articles.scoring.stored.dating import form_day
from articles.scoring.stored.links import linked_reviews
from articles.scoring.stored.reviews import review, review_rows

# A third or more of the article; less than that is over-quotation. A source line that names somebody else makes the
# text no more the account's own.
_COPIED = {"medium", "high"}
_NOT_OWN = ("uncredited_reuse", "source_named_otherwise")
_OF_ARTICLES = ("sourcing", "originality", "headline_honesty", "disclosure", "peer_graph")


def observed(versions: Sequence[ArticleVersion]) -> list[Observation]:
    """Make the observations of these versions, unsaved; every version must have a source."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, code, severity in Finding.objects.filter(version__in=versions).values_list("version", "code", "severity"):
        found[pk][code] = severity
    grouped = _in_groups({version.article.source_id for version in versions})
    return [_observation(version, found[version.pk], grouped) for version in versions]


def _observation(version: ArticleVersion, findings: dict[str, str], grouped: set[tuple[int, int]]) -> Observation:
    article = version.article
    assert article.source_id is not None  # noqa: S101 - the caller has removed versions without one
    return Observation(
        article=article,
        source_id=article.source_id,
        day=form_day(article, version),
        sourcing=version.well_sourced,
        originality=all(findings.get(code) not in _COPIED for code in _NOT_OWN),
        headline_honesty=version.clickbait_band != "high",
        disclosure=version.disclosed,
        peer_graph="circular_citation" not in findings and (article.source_id, article.pk) not in grouped,
    )


def keep_observed(versions: Sequence[ArticleVersion], observations: Sequence[Observation]) -> None:
    """Write the observations of these versions over those of earlier versions."""
    for version in versions:
        if version.number > 1:
            _tell_former_source(version.article_id, version.article.source_id)
    Observation.objects.bulk_create(
        observations,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["source", "day", *_OF_ARTICLES],
    )


def _tell_former_source(article: int, source: int | None) -> None:
    """Mark the former source for a recount when the page now names another source."""
    former = Observation.objects.filter(article=article).exclude(source=source).values_list("source", flat=True).first()
    if former is not None:
        EvidenceMark.objects.create(source_id=former, article_id=article)


def _in_groups(sources: Iterable[int | None]) -> set[tuple[int, int]]:
    """The (source, article) pairs behind the open groups of accounts that feed each other."""
    groups = SourceGroup.objects.filter(closed_at=None, members__in=sources).values_list("members", "evidence")
    return {(source, article) for source, evidence in groups for link in evidence for article in link["articles"]}


def observe_group(articles: Iterable[int]) -> None:
    """Record that these articles revealed a group of accounts that feed each other.

    The articles count as inside the group for good.
    """
    new = Observation.objects.filter(article__in=list(articles), peer_graph=True)
    found = list(new.values_list("article", "source"))
    Observation.objects.filter(article__in=[article for article, _ in found]).update(peer_graph=False)
    EvidenceMark.objects.bulk_create(EvidenceMark(source_id=source, article_id=article) for article, source in found)


def day_rows(observations: QuerySet[Observation], *by: str) -> QuerySet[Observation, tuple[Any, ...]]:
    """Query (*by, day, n, one count per part in the order of `ArticleDay`, exempt) of these observations."""
    counts = {f"{name}_count": Count("pk", filter=Q(**{name: True})) for name in _OF_ARTICLES}
    counts["exempt_count"] = Count("pk", filter=Q(sourcing=None))
    rows: QuerySet[Observation, tuple[Any, ...]] = (
        observations.values(*by, "day")
        .annotate(n=Count("pk"), **counts)
        .order_by(*by)
        .values_list(*by, "day", "n", *counts)
    )
    return rows


@dataclass(frozen=True, slots=True)
class Known:
    """The evidence on a source: its articles by day, their reviews, its platform's code, reviews of linked accounts."""

    days: dict[date, ArticleDay]
    reviews: tuple[Review, ...]
    platform: str
    linked: tuple[Review, ...] = ()

    def with_observation(self, said: Observation) -> Known:
        """Return the same evidence with one more article."""
        counts = {name: int(bool(getattr(said, name))) for name in _OF_ARTICLES}
        day = ArticleDay(said.day, 1, **counts, exempt=int(said.sourcing is None))
        return replace(self, days=with_article(self.days, day))

    def evidence(self, today: date) -> dict[str, Tally]:
        """The evidence by part, decayed to `today`."""
        return gather_shared(self.days.values(), self.reviews, self.linked, today, self.platform)


def known_of(sources: Collection[int], *, without: Collection[int] = ()) -> dict[int, Known]:
    """Read the evidence on each source; articles in `without` count by their reviews only."""
    days: dict[int, dict[date, ArticleDay]] = {source: {} for source in sources}
    reviews: dict[int, list[Review]] = {source: [] for source in sources}
    observations = Observation.objects.filter(source__in=sources)
    for source, *row in day_rows(observations.exclude(article__in=without) if without else observations, "source"):
        days[source][row[0]] = ArticleDay(*row)
    for source, *outcome in review_rows(ReviewOutcome.objects.filter(source__in=sources), "source"):
        reviews[source].append(review(outcome))
    platforms = platforms_of(sources)
    linked = linked_reviews(sources)
    return {
        source: Known(days[source], tuple(reviews[source]), platforms[source], linked.get(source, ()))
        for source in sources
    }


def platforms_of(sources: Collection[int]) -> dict[int, str]:
    """The code of each source's platform; empty for one without."""
    rows = Source.objects.filter(pk__in=sources).values_list("pk", "platform__code")
    return {source: code or "" for source, code in rows}


def articles_behind(source: int, part: str, most: int) -> list[int]:
    """The ids of the articles behind a part: those that cost points first, then the newest."""
    if part == "record":
        rows = ReviewOutcome.objects.filter(source=source).order_by("-severity", "-decided_at")
        return list(rows.values_list("article", flat=True)[:most])
    if part == "corrections":
        rows = ReviewOutcome.objects.filter(source=source, severity__gt=0).order_by("-decided_at")
        return list(rows.values_list("article", flat=True)[:most])
    observations = Observation.objects.filter(source=source, **{f"{part}__isnull": False}).order_by(
        F(part).asc(), "-day", "-article"
    )
    return list(observations.values_list("article", flat=True)[:most])
