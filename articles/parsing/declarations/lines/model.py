"""Judge by its characters what a short line declares: one linear model per code, over runs of one to four characters.

The wordings in `wordings` are sure and come first. Authors also write what nobody listed (AI出图，真人码字); such a
line stands at the end of a text, is short, and shares its runs of characters with the declarations that `training` has
seen. `weights.json` says what it was trained on.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path

LONGEST, SHORTEST = 60, 4  # characters of a line in normal form
_RUNS = range(1, 5)
_DIGIT = re.compile("[0-9]")
_ENDS = frozenset("^$")  # every line has both
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Model:
    """Weights per run of characters as (place of the code, weight), and one bias per code."""

    codes: tuple[str, ...]
    biases: tuple[float, ...]
    weights: dict[str, tuple[tuple[int, float], ...]]
    threshold: float


def codes_of(line: str) -> tuple[str, ...]:
    """Return the codes that a line in normal form declares, the surest first; () for a line that declares nothing."""
    threshold = model().threshold
    scores = scores_of(line)
    return tuple(code for code in sorted(scores, key=lambda code: -scores[code]) if scores[code] > threshold)


@lru_cache(maxsize=256)  # the readers of one page ask for the same lines several times
def scores_of(line: str) -> dict[str, float]:
    """Return the score of each code for a line in normal form: log odds, 0 for even ones."""
    runs = runs_of(line)
    known = model()
    sums = [0.0] * len(known.codes)
    for run in runs:
        for place, weight in known.weights.get(run, ()):
            sums[place] += weight
    length = sqrt(len(runs)) or 1.0
    return {code: total / length + bias for code, total, bias in zip(known.codes, sums, known.biases, strict=True)}


def telling_runs(line: str, code: str) -> list[tuple[str, float]]:
    """Return the runs of a line that speak most for a code, with their weights: what the judgement rests on."""
    known = model()
    place = known.codes.index(code)
    found = [(run, weight) for run in runs_of(line) for at, weight in known.weights.get(run, ()) if at == place]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:_MOST_SHOWN]


def runs_of(line: str) -> set[str]:
    """List the runs of characters of a line in normal form; ^ and $ are its ends, every digit is a 0."""
    text = f"^{_DIGIT.sub('0', line.strip(' 。.')).lower()}$"
    runs = {text[at : at + length] for length in _RUNS for at in range(len(text) - length + 1)}
    return runs - _ENDS


@cache
def model() -> Model:
    data = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))
    weights: dict[str, list[tuple[int, float]]] = {}
    for place, code in enumerate(data["codes"]):
        for run, weight in code["weights"].items():
            weights.setdefault(run, []).append((place, weight))
    return Model(
        tuple(code["code"] for code in data["codes"]),
        tuple(code["bias"] for code in data["codes"]),
        {run: tuple(found) for run, found in weights.items()},
        data["threshold"],
    )
