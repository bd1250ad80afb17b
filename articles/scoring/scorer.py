"""The declaration of a scorer: the score's name and words, its function, its health check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from articles.scoring.result import ScoreResult
from articles.vocabulary.scores import ScoreTerm
from articles.vocabulary.term import Term

if TYPE_CHECKING:
    from articles.models import ArticleVersion

Versions: TypeAlias = "Sequence[ArticleVersion]"
Results = Mapping[int, ScoreResult]
"""The results by the id of the article version; a version without one gets no row."""
Complete = Callable[[], Results]


@dataclass(frozen=True, slots=True)
class Fault:
    """The reason why a scorer cannot score, and the remedy."""

    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """The score, and the model that computes it now, or the file of its parameters.

    `name` may be empty for the shipped model.
    """

    what: Term
    name: str
    is_shipped: bool


def _nothing(versions: Versions) -> None:
    """Do nothing: most scorers score an article once."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """The declaration of a score that every assessed article gets.

    Once it is registered, all places that show or use scores know it.

    `score` takes versions that are assessed together and computes outside every transaction: it reads and writes no
    rows that others wait for. It returns a function that runs in the transaction that stores the results; this function
    writes the scorer's other rows and returns the results. Scores of articles are completed before those of sources, so
    a scorer of sources may rely on `columns` of the version that others have set.

    `columns` are columns of the article version that `score` sets besides its row; the stage saves them. `revise` runs
    in the transaction that announces a version again, when its findings changed after the score. `faults` runs at start
    and on the health page, where `part` is its line; without `part` it runs only at start. `models` are the models in
    use, for the status page.
    """

    term: ScoreTerm
    score: Callable[[Versions], Complete]
    columns: tuple[str, ...] = ()
    revise: Callable[[Versions], None] = _nothing
    part: Term | None = None
    faults: Callable[[], Iterable[Fault]] = tuple
    models: Callable[[], Sequence[ModelInUse]] = tuple


def scored_alone(score: Callable[[ArticleVersion], ScoreResult | None]) -> Callable[[Versions], Complete]:
    """Make the `score` of a scorer that scores each version alone and stores nothing else.

    A version that gives None gets no row.
    """

    def score_all(versions: Versions) -> Complete:
        found = {version.pk: result for version in versions if (result := score(version)) is not None}
        return lambda: found

    return score_all
