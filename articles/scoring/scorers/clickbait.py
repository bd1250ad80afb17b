"""The scorer of clickbait headlines, trained on headlines and on moderators' decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.scoring.clickbait.weights import LANGUAGES, WeightsError, load_weights, weights_path
from articles.scoring.scorer import Fault, ModelInUse, Scorer
from articles.scoring.stored.headline_models import models_in_use, score_headlines
from articles.vocabulary.scores import CLICKBAIT
from articles.vocabulary.term import Term

_HEADLINES = {"zh": Term("zh", "中文标题", "Chinese headlines"), "en": Term("en", "英文标题", "English headlines")}


def faults() -> Iterator[Fault]:
    """The faults of the shipped weights, by language; without weights every article would fail."""
    for language in LANGUAGES:
        try:
            load_weights(weights_path(language))
        except WeightsError as error:
            hint = "restore the file from the release, or train it again: manage.py train_clickbait"
            yield Fault(f"weights of the clickbait score ({language}): {error}", hint)


def models() -> Sequence[ModelInUse]:
    """The model that scores the headlines of each language."""
    return [ModelInUse(_HEADLINES[language], *model) for language, model in models_in_use().items()]


SCORER = Scorer(
    CLICKBAIT,
    score_headlines,
    columns=("clickbait_band",),
    part=Term("weights", "标题模型权重", "headline weights"),
    faults=faults,
    models=models,
)
