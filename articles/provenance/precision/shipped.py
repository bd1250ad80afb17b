"""The figures that come with the product: each code's precision on the judged rows in `bench/judged`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from articles.provenance.lexicons import lexicon
from articles.provenance.precision.judged import Measured


@dataclass(frozen=True, slots=True)
class Figure:
    """A code's verdicts, the name of the set that was judged, and the day of measuring."""

    measured: Measured
    judged_set: str
    measured_on: date


@cache
def shipped_figures() -> dict[str, Figure]:
    """The figures by code. They count until a platform registers one that was measured on its own articles."""
    words = lexicon("measured_precision")
    return {
        code: Figure(Measured(code, *verdicts["counts"]), words["set"], date.fromisoformat(verdicts["measured_on"]))
        for code, verdicts in words["codes"].items()
    }
