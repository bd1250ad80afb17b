"""The registry of scorers: those in `articles.scoring.scorers`, and those that extensions add."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from articles.scoring import scorers as package
from articles.scoring.scorer import Scorer
from articles.vocabulary.scores import SCORES


class ScorerError(Exception):
    """The error of a module that declares no scorer, or of two scorers with one name."""


_added: dict[str, Scorer] = {}


def scorers() -> tuple[Scorer, ...]:
    """The scorers, those of articles before those of sources. Raises ScorerError."""
    found = (*_installed(), *_added.values())
    return tuple(sorted(found, key=lambda scorer: scorer.term.is_of_source))


def add(scorer: Scorer) -> None:
    """Registers a scorer, and its term unless the vocabulary has it already. Raises ScorerError."""
    if any(other.term == scorer.term for other in scorers()):
        raise ScorerError(f"there is a scorer {scorer.term} already")
    _name(scorer)
    _added[scorer.term.code] = scorer


def remove(name: str) -> None:
    """Removes an added scorer with its term; stored scores keep their rows."""
    del _added[name]
    SCORES.remove(name)


@cache
def _installed() -> tuple[Scorer, ...]:
    found: dict[str, Scorer] = {}
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        scorer = getattr(importlib.import_module(module.name), "SCORER", None)
        if not isinstance(scorer, Scorer):
            raise ScorerError(f"{module.name} declares no scorer: give it SCORER = Scorer(…), or move it")
        if scorer.term.code in found:
            raise ScorerError(f"there are two scorers {scorer.term}")
        _name(scorer)
        found[scorer.term.code] = scorer
    return tuple(found.values())


def _name(scorer: Scorer) -> None:
    if SCORES.get(scorer.term.code) is not scorer.term:
        SCORES.add(scorer.term)
