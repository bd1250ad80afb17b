"""Compare a candidate in shadow with the model in use, and both with later verdicts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db.models import F, FloatField, OuterRef, Subquery

from articles.models import HeadlineModel, HeadlineVerdict, Score, ShadowScore
from articles.scoring.training.comparing import Comparison, compare
from articles.vocabulary import scores

# At most this many, the newest: a page shows them, and a year of shadow scores is no better guide than recent months.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Trial:
    """The comparison of a candidate with the model in use.

    `articles` were scored by both; `high_new` and `high_old` count those in the band `high`. `comparison` rests on
    verdicts given later.
    """

    articles: int
    high_new: int
    high_old: int
    comparison: Comparison | None


def trial(model: HeadlineModel) -> Trial:
    """Compare over the newest `MOST` articles that `model` scored in shadow.

    Only verdicts given after the scores count.
    """
    score = Score.objects.filter(version=OuterRef("version"), name=scores.CLICKBAIT).order_by("-id")
    rows = ShadowScore.objects.filter(model=model).order_by("-id")[:MOST]
    rows = rows.annotate(
        old=Subquery(score.values("value")[:1], output_field=FloatField()), old_band=Subquery(score.values("band")[:1])
    )
    found = list(rows.values_list("version", "value", "band", "old", "old_band"))
    later = HeadlineVerdict.objects.filter(
        version__shadow_scores__model=model, decided_at__gte=F("version__shadow_scores__created_at")
    )
    verdicts = dict(later.values_list("pk", "is_clickbait"))
    pairs = [(new, old, verdicts[pk]) for pk, new, _, old, _ in found if pk in verdicts and old is not None]
    columns = np.array(pairs, dtype=np.float64).T
    return Trial(
        articles=len(found),
        high_new=sum(band == scores.HIGH for _, _, band, _, _ in found),
        high_old=sum(band == scores.HIGH for *_, band in found),
        comparison=compare(*columns) if pairs else None,
    )
