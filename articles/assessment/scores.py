"""Every registered scorer scores the articles that are assessed together; their scores are stored together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from articles.models import ArticleVersion, Score
from articles.scoring.registry import scorers
from articles.scoring.result import ScoreResult
from articles.scoring.scorer import Complete, Scorer


class Scored(NamedTuple):
    """A scorer that has computed, and what completes its results in the storing transaction."""

    scorer: Scorer
    complete: Complete


def score(versions: Sequence[ArticleVersion]) -> list[Scored]:
    """Computes every score of the versions; writes nothing. Raises what the scorers raise, such as `WeightsError`."""
    return [Scored(scorer, scorer.score(versions)) for scorer in scorers()] if versions else []


def store_scores(versions: Sequence[ArticleVersion], scored: Sequence[Scored]) -> None:
    """Writes the scores and when the versions were assessed.

    Scores of articles come first, and the columns of the versions with them: those of sources rest on them.
    """
    of_articles = [each for each in scored if not each.scorer.term.is_of_source]
    found = [(each.scorer, each.complete()) for each in of_articles]
    _save_columns(versions, of_articles)
    found += [(each.scorer, each.complete()) for each in scored if each.scorer.term.is_of_source]
    rows = [
        _row(version, scorer, results[version.pk])
        for version in versions
        for scorer, results in found
        if version.pk in results
    ]
    Score.objects.bulk_create(rows, ignore_conflicts=True)


def revise_scores(versions: Sequence[ArticleVersion]) -> None:
    """Tells the scorers that findings of these versions changed after they were scored."""
    for scorer in scorers():
        scorer.revise(versions)


def _save_columns(versions: Sequence[ArticleVersion], scored: Sequence[Scored]) -> None:
    # One statement per combination of values: there are few, and many versions have the same.
    columns = [*(column for each in scored for column in each.scorer.columns), "assessed_at"]
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for version in versions:
        alike[tuple(getattr(version, column) for column in columns)].append(version.pk)
    for values, ids in alike.items():
        ArticleVersion.objects.filter(pk__in=ids).update(**dict(zip(columns, values, strict=True)))


def _row(version: ArticleVersion, scorer: Scorer, result: ScoreResult) -> Score:
    source = version.article.source if scorer.term.is_of_source else None
    return Score(version=version, source=source, **result.to_json())
