"""Store a clickbait model trained on moderators' verdicts, and run it in shadow."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from articles.models import HeadlineModel
from articles.scoring.clickbait.score import clickbait_probability
from articles.scoring.clickbait.weights import read_weights
from articles.scoring.stored.headline_models import in_use
from articles.scoring.stored.verdicts import Verdict, read_verdicts
from articles.scoring.training.comparing import Comparison
from articles.scoring.training.comparison import compare_left_out
from articles.scoring.training.features import Corpus
from articles.scoring.training.fit import FOLDS, Fitted
from articles.scoring.training.rows import DECISIONS
from articles.scoring.training.train import SETTINGS

State = HeadlineModel.State
# Training gives each label of a source the same total, so a few verdicts would outweigh thousands of headlines.
LEAST_VERDICTS = 20


def learnable_verdicts(language: str) -> list[Verdict]:
    """The verdicts to train on. Raises ValueError while a label has too few."""
    verdicts = read_verdicts(language)
    bait = sum(verdict.row.label for verdict in verdicts)
    if min(bait, len(verdicts) - bait) < LEAST_VERDICTS:
        raise ValueError(
            f"moderators called {bait} headlines ({language}) clickbait and {len(verdicts) - bait} plain: "
            f"at least {LEAST_VERDICTS} of each are needed"
        )
    return verdicts


def compare_on_verdicts(corpus: Corpus, fitted: Fitted, verdicts: list[Verdict], language: str) -> Comparison | None:
    """Compare old and new on verdicts given after the training of the model in use.

    None while those are too few. The model in use may have learned from earlier verdicts, so on them it would look
    better than it is.
    """
    since = _trained_at(language)
    places = np.flatnonzero(corpus.source == DECISIONS)
    fresh = np.array([since is None or verdict.decided_at > since for verdict in verdicts])
    rows = places[fresh]
    if min(corpus.label[rows].sum(), (1 - corpus.label[rows]).sum()) < FOLDS:
        return None
    weights_of = in_use().weights
    old = [
        clickbait_probability(verdict.row.title, verdict.row.body, weights_of)
        for verdict, counts in zip(verdicts, fresh, strict=True)
        if counts
    ]
    return compare_left_out(corpus, fitted, SETTINGS[language], rows, np.array(old, dtype=np.float64))


def next_name(language: str, version: str | None) -> str:
    """The `version` after the language, or the next free number. Raises ValueError if it is taken."""
    taken = set(HeadlineModel.objects.filter(language=language).values_list("name", flat=True))
    name = f"clickbait-{language}-{version or f'd{len(taken) + 1}'}"
    if name in taken:
        raise ValueError(f"{name} exists already: choose another --model-version")
    return name


@transaction.atomic
def run_in_shadow(weights: dict[str, Any], verdicts: int, comparison: Comparison | None) -> HeadlineModel:
    """Store a candidate and retire the one that ran in shadow before.

    Raises `WeightsError`, and then writes nothing.
    """
    read_weights(weights, weights["model"])
    HeadlineModel.objects.filter(language=weights["language"], state=State.SHADOW).update(state=State.RETIRED)
    return HeadlineModel.objects.create(
        name=weights["model"],
        language=weights["language"],
        weights=weights,
        sha256=hashlib.sha256(json.dumps(weights, sort_keys=True).encode()).hexdigest(),
        verdicts=verdicts,
        comparison=comparison.to_json() if comparison else {},
    )


def _trained_at(language: str) -> datetime | None:
    active = HeadlineModel.objects.filter(language=language, state=State.ACTIVE).first()
    return active.created_at if active else None
