"""The clickbait weights in use, promoted by a lead or shipped, and the scores of shadow candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from articles.models import ArticleVersion, HeadlineModel, ShadowScore
from articles.scoring.clickbait.headline_language import headline_language
from articles.scoring.clickbait.score import score_headline
from articles.scoring.clickbait.weights import LANGUAGES, Weights, WeightsError, read_weights, weights_for
from articles.scoring.result import ScoreResult
from articles.scoring.scorer import Complete, Results
from articles.text.search_folding import fold_for_search

State = HeadlineModel.State


class Beside(NamedTuple):
    """The score from the candidate of that row."""

    model: int
    result: ScoreResult


@dataclass(frozen=True, slots=True)
class InUse:
    """The models in use now by language, as (row, hash of its weights)."""

    active: dict[str, tuple[int, str]] = field(default_factory=dict)
    shadow: dict[str, tuple[int, str]] = field(default_factory=dict)

    def weights(self, language: str) -> Weights:
        """The weights that score a headline in `language`. Raises `WeightsError`."""
        row = self.active.get(language)
        return _read(*row) if row else weights_for(language)

    def score(self, headline: str, body: str | None = None) -> ScoreResult:
        """Score a headline with the models in use, as `score_headline` does. Raises `WeightsError`."""
        return score_headline(headline, body, self.weights)

    def beside(self, headline: str, body: str | None) -> Beside | None:
        """Score with the candidate in shadow for the headline's language; None if there is none."""
        if not self.shadow:
            return None
        row = self.shadow.get(headline_language(fold_for_search(headline).text))
        return Beside(row[0], score_headline(headline, body, lambda _: _read(*row))) if row else None


def in_use() -> InUse:
    """Read the models in use with one query.

    A promotion takes effect from the next headline on, in every process.
    """
    found = InUse()
    rows = HeadlineModel.objects.exclude(state=State.RETIRED).values_list("state", "language", "pk", "sha256")
    for state, language, row, digest in rows:
        (found.active if state == State.ACTIVE else found.shadow)[language] = (row, digest)
    return found


def score_headlines(versions: Sequence[ArticleVersion]) -> Complete:
    """Score each headline against its body with the models in use, and set `clickbait_band`.

    The returned function also stores the scores of candidates in shadow. Raises `WeightsError`.
    """
    models = in_use()
    texts = [(version, version.headline, version.extracted.text) for version in versions]
    found = {version.pk: models.score(*text) for version, *text in texts}
    beside = [(version, said) for version, *text in texts if (said := models.beside(*text))]

    def complete() -> Results:
        for version in versions:
            version.clickbait_band = found[version.pk].band
        for version, said in beside:
            store_beside(version, said)
        return found

    return complete


def models_in_use() -> dict[str, tuple[str, bool]]:
    """Return by language the name of the model in use, and whether it is the shipped one.

    The name is a dash if the shipped weights cannot be read.
    """
    active = dict(HeadlineModel.objects.filter(state=State.ACTIVE).values_list("language", "name"))
    return {language: (active.get(language) or _shipped(language), language not in active) for language in LANGUAGES}


def _shipped(language: str) -> str:
    try:
        return weights_for(language).model
    except WeightsError:
        return "—"


def store_beside(version: ArticleVersion, found: Beside) -> None:
    """Store a candidate's score for `trials`; a headline without a score is not stored."""
    model, result = found
    if result.value is not None:
        row = ShadowScore(version=version, model_id=model, value=result.value, band=result.band)
        ShadowScore.objects.bulk_create([row], ignore_conflicts=True)


@lru_cache(maxsize=8)
def _read(row: int, digest: str) -> Weights:
    # Rows never change their weights; the hash separates rows of two databases with the same id.
    model = HeadlineModel.objects.get(pk=row, sha256=digest)
    return read_weights(model.weights, model.name)
