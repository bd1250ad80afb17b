"""What a scorer declares: its score's name and words, how it scores, and how it says that it can."""

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
"""Results by the id of the article version; a version without one gets no row."""
Complete = Callable[[], Results]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a scorer cannot score, and what to do about it."""

    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """What is scored, and the model that scores it now, or the file of its parameters.

    `name` may be empty for what the product ships.
    """

    what: Term
    name: str
    is_shipped: bool


def _nothing(versions: Versions) -> None:
    """Most scorers look at an article once."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """A score that every assessed article gets. Registered, all places that show or use scores know it.

    `score` takes versions that are assessed together and computes, outside every transaction: it reads and writes
    nothing that others wait for. What it gives back is called in the transaction that stores the results; it writes
    what the scorer keeps besides, and gives the results. Scores of articles are completed before those of sources,
    so a scorer of sources may rest on `columns` of the version that others have set.

    `columns` are columns of the article version that `score` sets beside the row of the score: the stage saves them.
    `revise` is called in the transaction that announces a version anew, when its findings changed after the score.
    `faults` is asked at start and by the health page, where `part` is its line; without one only at start.
    `models` are the models in use, for the status page.
    """

    term: ScoreTerm
    score: Callable[[Versions], Complete]
    columns: tuple[str, ...] = ()
    revise: Callable[[Versions], None] = _nothing
    part: Term | None = None
    faults: Callable[[], Iterable[Fault]] = tuple
    models: Callable[[], Sequence[ModelInUse]] = tuple


def scored_alone(score: Callable[[ArticleVersion], ScoreResult | None]) -> Callable[[Versions], Complete]:
    """The `score` of a scorer that looks at one version at a time and keeps nothing besides; None gives no row."""

    def score_all(versions: Versions) -> Complete:
        found = {version.pk: result for version in versions if (result := score(version)) is not None}
        return lambda: found

    return score_all
