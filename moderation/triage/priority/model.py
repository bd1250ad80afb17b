"""The model of the chance that a reviewer acts: shipped as data, or learned from an installation's decisions."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent.parent / "data" / "priority.json"
FORMAT = "priority/1"


class PriorityModelError(ValueError):
    """A file is no model of priorities."""


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model whose weights are never negative, so that evidence can only raise the chance.

    `base`: the log-odds that a reviewer acts on an article without any clue. `acts_on`: the chance that a reviewer
    acts on a reason that is right, by its kind and severity. `weights` multiply the lift of a clue, by `Clue.key`; 1
    where none is given. `circumstances`: log-odds per unit of strength. `causes`: clues of one cause count once, by
    their strongest. `seen`: on how many decisions a clue's weight was learned.
    """

    name: str
    base: float
    acts_on: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, float]
    circumstances: Mapping[str, float]
    causes: Mapping[str, str]
    seen: Mapping[str, int]

    def right(self, kind: str, severity: str) -> float:
        """The chance that a reviewer acts on a right reason."""
        return self.acts_on.get(kind, {}).get(severity, 0.0)

    def cause(self, key: str) -> str:
        """The cause that a clue belongs to: its own, where none is named."""
        return self.causes.get(key, key)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON that `read_model` reads."""
        causes: dict[str, list[str]] = {}
        for key, cause in self.causes.items():
            causes.setdefault(cause, []).append(key)
        return {
            "format": FORMAT,
            "model": self.name,
            "base": self.base,
            "acts_on": {kind: dict(chances) for kind, chances in self.acts_on.items()},
            "weights": dict(self.weights),
            "circumstances": dict(self.circumstances),
            "causes": causes,
            "seen": dict(self.seen),
        }


def read_model(data: Any) -> Model:
    """Read a model from plain JSON. Raises PriorityModelError, also for a weight below 0."""
    try:
        if data["format"] != FORMAT:
            raise PriorityModelError(f"format {data['format']!r} is not {FORMAT!r}")
        model = Model(
            name=str(data["model"]),
            base=float(data["base"]),
            acts_on={kind: _numbers(chances) for kind, chances in data["acts_on"].items()},
            weights=_numbers(data["weights"]),
            circumstances=_numbers(data["circumstances"]),
            causes={key: cause for cause, keys in data["causes"].items() for key in keys},
            seen={key: int(n) for key, n in data["seen"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PriorityModelError(f"no model of priorities: {error}") from error
    chances = [chance for some in model.acts_on.values() for chance in some.values()]
    if not math.isfinite(model.base) or any(not 0 <= chance <= 1 for chance in chances):
        raise PriorityModelError("the base is not finite, or a chance is outside 0–1")
    if any(not 0 <= weight < math.inf for weight in (*model.weights.values(), *model.circumstances.values())):
        raise PriorityModelError("a weight is negative or not finite")
    return model


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {key: float(value) for key, value in values.items()}


@cache
def shipped_model() -> Model:
    """The model that ranks until a lead puts a learned one into use."""
    return read_model(json.loads(SHIPPED.read_text(encoding="utf-8")))
