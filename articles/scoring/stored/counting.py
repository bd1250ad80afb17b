"""Count an assessed article for its source: keep its observation and update the reliability."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from articles.models import ArticleVersion
from articles.scoring.reliability.score import score_source
from articles.scoring.result import ScoreResult
from articles.scoring.stored.observing import keep_observed, known_of, observed
from articles.scoring.stored.reliability import hold, move, recount_marked, write


def count_in(versions: Sequence[ArticleVersion]) -> dict[int, ScoreResult]:
    """Return by version the reliability of its source after the version, and store it on the source's row.

    Marked evidence is counted first, and articles one after the other, so that each change records its cause. Versions
    without a source are left out.
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
