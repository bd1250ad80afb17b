"""The scoring stage writes what the pure scorers found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.utils import timezone

from articles.models import ArticleVersion, Score, Source
from articles.scoring.reliability.score import score_source
from articles.scoring.result import ScoreResult
from articles.scoring.stored.headline_models import Beside, InUse, in_use, store_beside
from articles.scoring.stored.observing import keep_observed, known_of, observed
from articles.scoring.stored.reliability import hold, move, recount_marked, write


class Scored(NamedTuple):
    """The clickbait score of a headline, and what a candidate in shadow says beside it."""

    clickbait: ScoreResult
    beside: Beside | None


def score(versions: Sequence[ArticleVersion]) -> list[Scored]:
    """Scores each headline against its body by the models in use; writes nothing. Raises `WeightsError`."""
    models = in_use() if versions else InUse()
    texts = [(version.headline, version.extracted.text) for version in versions]
    return [Scored(models.score(*text), models.beside(*text)) for text in texts]


def store_scores(versions: Sequence[ArticleVersion], scored: Sequence[Scored]) -> None:
    """Writes the clickbait scores of the headlines, and the reliability of each source with its article counted in."""
    alike: dict[str, list[int]] = defaultdict(list)
    for version, each in zip(versions, scored, strict=True):
        version.clickbait_band = each.clickbait.band
        alike[each.clickbait.band].append(version.pk)
    for band, ids in alike.items():
        ArticleVersion.objects.filter(pk__in=ids).update(clickbait_band=band, assessed_at=versions[0].assessed_at)
    counted = count_in(versions)
    rows = []
    for version, each in zip(versions, scored, strict=True):
        rows.append(_row(version, each.clickbait))
        if version.pk in counted:
            rows.append(_row(version, counted[version.pk], version.article.source))
        if each.beside:
            store_beside(version, each.beside)
    Score.objects.bulk_create(rows, ignore_conflicts=True)


def count_in(versions: Sequence[ArticleVersion]) -> dict[int, ScoreResult]:
    """By version the reliability of its source with what the version says, which the source's row keeps.

    What waits to be counted is counted first, and articles one after the other, so that every move is put down to what
    caused it. Versions without a source are left out.
    """
    counted = [version for version in versions if version.article.source_id is not None]
    if not counted:
        return {}
    held = hold(version.article.source_id for version in counted if version.article.source_id is not None)
    recount_marked(held)
    said = observed(counted)
    known = known_of(held, without=[version.article_id for version in counted])
    today = timezone.now().date()
    found, told = {}, []
    for version, observation in zip(counted, said, strict=True):
        source = observation.source_id
        known[source] = known[source].with_observation(observation)
        now = score_source(known[source].evidence(today))
        told += move(held[source], now, "assessed", articles=[version.article_id])
        found[version.pk] = now.to_result()
    keep_observed(counted, said)
    write(held.values(), told)
    return found


def _row(version: ArticleVersion, result: ScoreResult, source: Source | None = None) -> Score:
    data = result.to_json()
    return Score(version=version, source=source, **data)
