"""The scorer of source reliability; every assessed article is evidence on its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from articles.scoring.reliability.parts import PARTS_FILE, SchemeError, scheme, scheme_file
from articles.scoring.scorer import Fault, ModelInUse, Scorer, Versions
from articles.scoring.stored.counting import count_in
from articles.vocabulary.scores import RELIABILITY


def faults() -> Iterator[Fault]:
    """The faults of the weights and priors in use."""
    try:
        scheme()
    except SchemeError as error:
        hint = "correct RELIABILITY_SCHEME, or leave it empty for the shipped one"
        yield Fault(f"the scheme of source reliability: {error}", hint)


def models() -> Sequence[ModelInUse]:
    """The file of weights and priors; the name is empty for the shipped file."""
    file = scheme_file()
    return [ModelInUse(RELIABILITY, "", True) if file == PARTS_FILE else ModelInUse(RELIABILITY, file.name, False)]


def revise(versions: Versions) -> None:
    """Update the source's score with later findings; the article keeps its score."""
    count_in(versions)


SCORER = Scorer(
    RELIABILITY,
    lambda versions: partial(count_in, versions),
    revise=revise,
    faults=faults,
    models=models,
)
