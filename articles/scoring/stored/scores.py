"""The scoring stage writes what the pure scorers found."""

from __future__ import annotations

from typing import NamedTuple

from articles.models import ArticleVersion, Score, Source
from articles.scoring.result import ScoreResult
from articles.scoring.stored.headline_models import Beside, in_use, store_beside
from articles.scoring.stored.observing import observe
from articles.scoring.stored.reliability import hold, move, settle


class Scored(NamedTuple):
    """The clickbait score of a headline, and what a candidate in shadow says beside it."""

    clickbait: ScoreResult
    beside: Beside | None


def score(version: ArticleVersion) -> Scored:
    """Scores the headline against the body by the models in use; writes nothing. Raises `WeightsError`."""
    models, body = in_use(), version.extracted.text
    return Scored(models.score(version.headline, body), models.beside(version.headline, body))


def store_scores(version: ArticleVersion, scored: Scored) -> None:
    """Writes the clickbait score of the headline, and the reliability of the source with this article counted in."""
    version.clickbait_band = scored.clickbait.band
    version.save(update_fields=["clickbait_band", "assessed_at"])
    scores = [_row(version, scored.clickbait)]
    if version.article.source is not None:
        scores.append(_row(version, count_in(version), version.article.source))
    Score.objects.bulk_create(scores, ignore_conflicts=True)
    if scored.beside:
        store_beside(version, scored.beside)


def count_in(version: ArticleVersion) -> ScoreResult:
    """The reliability of the source with what this version of an article of it says, which the source's row keeps.

    What waits to be counted is counted first, so that every move is put down to what caused it.
    """
    source = version.article.source_id
    assert source is not None  # noqa: S101 - the callers ask first
    row = hold(source)
    settle(row)
    observe(version)
    return move(row, "assessed", articles=[version.article_id]).to_result()


def _row(version: ArticleVersion, result: ScoreResult, source: Source | None = None) -> Score:
    data = result.to_json()
    return Score(version=version, source=source, **data)
