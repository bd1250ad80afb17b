"""Train the clickbait score and evaluate it with each source left out.

The same data gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from articles.scoring.clickbait.form import FORM
from articles.scoring.clickbait.weights import WEIGHTED
from articles.scoring.clickbait.wording import UNITS
from articles.scoring.training.evaluation import Figures, figures
from articles.scoring.training.features import Corpus, corpus_of
from articles.scoring.training.fit import FOLDS, Fitted, Settings, fit, groups
from articles.scoring.training.rows import WEAK, DataFile, Row

SETTINGS = {
    "zh": Settings(12_000, strengths=(0.5, 1.0)),
    "en": Settings(16_000, strengths=(1.0, 2.0)),
}
POOLED = "all, each while left out"


class MissingTrainer(RuntimeError):
    """Training needs scikit-learn, which the product itself does not: pip install -r requirements-dev.txt"""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def prepare(rows: Sequence[Row], language: str) -> Corpus:
    """Count the features of `rows`.

    Raises ValueError for too few labelled rows, and `MissingTrainer`.
    """
    try:
        import sklearn  # type: ignore[import-untyped]  # noqa: F401
    except ImportError as error:
        raise MissingTrainer from error
    labels = [row.label for row in rows if row.source != WEAK]
    if min(labels.count(0), labels.count(1)) < FOLDS:
        raise ValueError(f"{language}: needs at least {FOLDS} headlines of each label, has {len(labels)} in all")
    return corpus_of(rows, language)


def evaluate(corpus: Corpus, settings: Settings) -> list[Figures]:
    """Run the whole procedure once without each source, and measure it on that source; the target is left out in folds.

    The last figures are over all sources, those before over the target, if there is one.
    """
    everything = np.arange(len(corpus.label))
    parts = [
        (f"{name}, fold {fold + 1}", part[fold::FOLDS]) if name == settings.target else (name, part)
        for name, part in groups(corpus, everything)
        for fold in range(FOLDS if name == settings.target else 1)
    ]
    found = []
    for name, part in parts:
        odds = fit(corpus, np.setdiff1d(everything, part), settings).log_odds(corpus, part)
        found.append((name, part, 1 / (1 + np.exp(-odds))))
    target = [(part, probability) for _, part, probability in found if corpus.source[part[0]] == settings.target]
    if target:
        found = [row for row in found if corpus.source[row[1][0]] != settings.target]
        places, probabilities = zip(*target, strict=True)
        found.append((settings.target, np.concatenate(places), np.concatenate(probabilities)))
    held = np.concatenate([part for _, part, _ in found])
    found.append((POOLED, held, np.concatenate([probability for _, _, probability in found])))
    return [figures(name, probability, corpus.label[part], corpus.target[part]) for name, part, probability in found]


def train(corpus: Corpus, settings: Settings) -> Fitted:
    """Train the model to ship: the same procedure on all rows."""
    return fit(corpus, np.arange(len(corpus.label)), settings)


def weights_json(
    model: str,
    language: str,
    corpus: Corpus,
    fitted: Fitted,
    evaluation: Sequence[Figures],
    files: Sequence[DataFile],
    date: str | None,
    target: str = "",
) -> dict[str, Any]:
    """The content of a weights file; numbers are rounded to four places, names are in order."""
    cut = len(WEIGHTED) + len(FORM)
    grams = {
        corpus.grams[column]: round(float(weight), 4)
        for column, weight in zip(fitted.columns, fitted.coefficients[cut:], strict=True)
    }
    families = dict(zip(WEIGHTED, fitted.coefficients[: len(WEIGHTED)].round(4).tolist(), strict=True))
    form = dict(zip(FORM, fitted.coefficients[len(WEIGHTED) : cut].round(4).tolist(), strict=True))
    return {
        "model": model,
        "language": language,
        "date": date,
        "intercept": round(fitted.intercept, 4),
        "bands": {"medium": round(fitted.medium, 4), "high": round(fitted.high, 4)},
        "families": families,
        "form": form,
        "kinds": fitted.kinds,
        "chosen": {
            "C": fitted.chosen.strength,
            "weak_weight": fitted.chosen.weak_weight,
            "other_weight": fitted.chosen.other_weight,
        },
        "target": target,
        "data": [asdict(file) for file in files],
        "evaluation": [asdict(row) for row in evaluation],
        "ngrams": {
            "unit": UNITS[language],
            "weights": dict(sorted(grams.items())),
        },
    }


def to_text(weights: dict[str, Any]) -> str:
    """The text of a weights file, one n-gram per line so that versions can be compared."""
    return json.dumps(weights, ensure_ascii=False, indent=0) + "\n"
