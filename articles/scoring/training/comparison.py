"""Compare a model in training with the model in use, on verdicts that neither has learned from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from articles.scoring.predictions import Floats
from articles.scoring.training.comparing import Comparison, compare
from articles.scoring.training.features import Corpus, Places
from articles.scoring.training.fit import FOLDS, Fitted, Settings, fit


def compare_left_out(corpus: Corpus, fitted: Fitted, settings: Settings, rows: Places, old: Floats) -> Comparison:
    """Compare on `rows`, for which the old model gave the probabilities `old`.

    The new model is trained once for each fifth of `rows`, without that fifth, with the settings chosen for `fitted`.
    """
    chosen = replace(
        settings,
        strengths=(fitted.chosen.strength,),
        weak_weights=(fitted.chosen.weak_weight,),
        other_weights=(fitted.chosen.other_weight,),
    )
    new = np.zeros(len(rows))
    everything = np.arange(len(corpus.label))
    for fold in range(FOLDS):
        part = rows[fold::FOLDS]
        odds = fit(corpus, np.setdiff1d(everything, part), chosen).log_odds(corpus, part)
        new[fold::FOLDS] = 1 / (1 + np.exp(-odds))
    return compare(new, old, corpus.label[rows])
