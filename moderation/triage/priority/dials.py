"""The dials of leads: how they are written, read and checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moderation.triage.priority.value import Dials

MOST_HARM, MOST_REACH = 3.0, 2.0
"""A kind of reason may count up to three times its usual harm; the widest reach may add up to twice the value."""
LEAST_UNHURRIED = 0.1
KINDS = ("finding:high", "finding:medium", "finding:low", "score", "flag", "report", "rule")
"""What leads weigh, as a key of `Dials.harms`, in reading order."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a dial may be."""

    least: float
    most: float


BOUNDS: Mapping[str, Bounds] = {
    **{kind: Bounds(0.0, MOST_HARM) for kind in KINDS},
    "reach": Bounds(0.0, MOST_REACH),
    "unhurried": Bounds(LEAST_UNHURRIED, 1.0),
}


def read_dials(values: Mapping[str, Any]) -> Dials:
    """The dials from their plain JSON; what is not set is as shipped. Raises ValueError for one out of its bounds."""
    for name, value in values.items():
        bounds = BOUNDS.get(name)
        if bounds is None or isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError(f"{name} is no dial, or no number")
        if not (math.isfinite(value) and bounds.least <= value <= bounds.most):
            raise ValueError(f"{name} must lie between {bounds.least} and {bounds.most}")
    usual = Dials()
    return Dials(
        harms={kind: float(values[kind]) for kind in KINDS if kind in values},
        reach=float(values.get("reach", usual.reach)),
        unhurried=float(values.get("unhurried", usual.unhurried)),
    )


def written(dials: Dials) -> dict[str, float]:
    """Every dial as plain JSON that `read_dials` reads."""
    harms = {kind: dials.harms.get(kind, 1.0) for kind in KINDS}
    return {**harms, "reach": dials.reach, "unhurried": dials.unhurried}
