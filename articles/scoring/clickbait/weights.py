"""The trained weights of the clickbait score: JSON in `scoring/data`, read once, checked before use."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from articles.scoring.clickbait.cues import FAMILIES, PLAIN_FAMILIES
from articles.scoring.clickbait.form import FORM
from articles.scoring.clickbait.wording import UNITS, Grams

DATA = Path(__file__).parents[1] / "data"
LANGUAGES = ("zh", "en")
MOST_LOG_ODDS = 100
# Weighted besides the cue families: promises of the headline that the body does not keep.
WEIGHTED = (*FAMILIES, "unsupported")
_LATER = PLAIN_FAMILIES | {"cliffhanger"}


class WeightsError(RuntimeError):
    """The error of missing or damaged weights; the message names the file and the remedy."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"Clickbait weights {name}: {what}. Restore the file from the release, or train it again: "
            f"manage.py train_clickbait DATA… --output {name}"
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """The model of one language, with all weights in log-odds.

    `medium` and `high` are the lowest probabilities of their bands. `families` are in the order of `WEIGHTED`, `form`
    in the order of `FORM`. `kinds` is what each kind of headline adds; empty where none was fitted.
    """

    model: str
    language: str
    intercept: float
    families: dict[str, float]
    form: dict[str, float]
    kinds: dict[str, float]
    grams: Grams
    medium: float
    high: float


def weights_path(language: str) -> Path:
    """The path of the shipped weights of `language`."""
    return DATA / f"clickbait_{language}.json"


@cache
def weights_for(language: str) -> Weights:
    """The shipped weights of `language` (`zh` or `en`), read on first use. Raises `WeightsError`."""
    return load_weights(weights_path(language))


@cache
def load_weights(path: Path) -> Weights:
    """Read and check a weights file.

    Raises `WeightsError` when the file is missing, is not JSON, is incomplete or has values out of range.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WeightsError(path.name, f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise WeightsError(path.name, "is not JSON") from error
    return read_weights(data, path.name)


def read_weights(data: Any, name: str) -> Weights:
    """Check the content of a weights file; `name` is for the message. Raises `WeightsError`."""
    try:
        return _weights(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WeightsError(name, f"is damaged ({type(error).__name__}: {error})") from error


def _weights(data: dict[str, Any]) -> Weights:
    ngrams, bands = data["ngrams"], data["bands"]
    medium, high = _finite(bands["medium"]), _finite(bands["high"])
    if not 0 <= medium <= high <= 1:
        raise ValueError("bands are not probabilities in order")
    if data["language"] not in LANGUAGES:
        raise ValueError("unknown language")
    if ngrams["unit"] != UNITS[data["language"]]:
        raise ValueError("unknown unit of n-grams")
    return Weights(
        model=str(data["model"]),
        language=str(data["language"]),
        intercept=_finite(data["intercept"]),
        families={name: _weight_of(name, data["families"]) for name in WEIGHTED},
        form={name: _finite(data["form"][name]) for name in FORM},
        kinds={name: _finite(shift) for name, shift in data.get("kinds", {}).items()},
        grams=Grams(ngrams["unit"], {str(gram): _finite(weight) for gram, weight in ngrams["weights"].items()}),
        medium=medium,
        high=high,
    )


def _weight_of(name: str, families: dict[str, Any]) -> float:
    # Models that were trained before a family was added know nothing of it.
    return _finite(families.get(name, 0.0) if name in _LATER else families[name])


def _finite(value: object) -> float:
    # No fitted weight comes near the limit; a thousand of them must not overflow.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MOST_LOG_ODDS:
        raise ValueError(f"a weight is no number between −{MOST_LOG_ODDS} and {MOST_LOG_ODDS}")
    return float(value)
