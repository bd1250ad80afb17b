"""The score from which pairs are shown, fitted on people's answers, with figures of answers that were held out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.provenance.precision.share import Share, wilson

FEWEST = 200
"""Clear answers; with fewer the interval of the precision is wider than what a threshold could change."""
_PRECISION = 0.9
"""What the shown pairs should reach on the half that is fitted on: a suggestion that is mostly right."""


class TooFewAnswers(Exception):
    """There are fewer clear answers than a fit needs; the message says how many."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A pair with its score (0–1) and what a person said of it; `key` decides to which half it belongs."""

    key: str
    score: float
    is_reworded: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """The threshold with its precision and recall on the answers that were held out, and how many were fitted on."""

    threshold: float
    precision: Share
    recall: Share
    fitted: int
    is_reached: bool


def fit_threshold(answers: Iterable[Answered], fewest: int = FEWEST) -> Fit:
    """Choose the lowest threshold at which nine of ten pairs of one half are reworded, and measure it on the other.

    Where none reaches that, the one with the highest precision is returned and `is_reached` is false. Raises
    TooFewAnswers. Answers exist only for pairs that were shown: a threshold below the one in force cannot be judged.
    """
    every = list(answers)
    if len(every) < fewest:
        raise TooFewAnswers(f"{len(every)} clear answers; a fit needs {fewest}")
    fitted = [each for each in every if _is_fitted(each.key)]
    held = [each for each in every if not _is_fitted(each.key)]
    candidates = sorted({round(each.score, 2) for each in fitted})
    reached = [each for each in candidates if (_precision(fitted, each).value or 0.0) >= _PRECISION]
    best = reached[0] if reached else max(candidates, key=lambda each: (_precision(fitted, each).value or 0.0, -each))
    reworded = [each for each in held if each.is_reworded]
    recall = wilson(sum(each.score >= best for each in reworded), len(reworded))
    return Fit(best, _precision(held, best), recall, len(fitted), bool(reached))


def _precision(answers: Sequence[Answered], threshold: float) -> Share:
    shown = [each for each in answers if each.score >= threshold]
    return wilson(sum(each.is_reworded for each in shown), len(shown))


def _is_fitted(key: str) -> bool:
    """Whether a pair belongs to the half that is fitted on; by its key, so that it stays there at every fit."""
    return hashlib.blake2b(key.encode(), digest_size=1).digest()[0] < 128
