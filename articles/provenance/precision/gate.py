"""The gate: how loud a finding may be, by the measured precision of its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.provenance.finding import Severity
from articles.provenance.precision.judged import Measured

QUIET_BELOW, LOW_BELOW, MEDIUM_BELOW = 0.60, 0.85, 0.90
"""Where no lead has set others. Chosen: below .85 more than one accusation in seven is wrong."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Three bounds on a code's strict precision, 0–1, with the figures that they are compared with.

    A code whose interval begins below `quiet_below` is at most low and shown folded away: a few rows prove little. One
    whose precision is below `low_below` is at most low, so it opens no item; below `medium_below` it is at most medium.
    A code that nobody has measured keeps its severity: its figure is unknown, not bad.
    """

    quiet_below: float = QUIET_BELOW
    low_below: float = LOW_BELOW
    medium_below: float = MEDIUM_BELOW
    figures: Mapping[str, Measured] = field(default_factory=dict)

    def severity(self, code: str, severity: Severity) -> Severity:
        """The severity that a finding may have."""
        if self.is_quiet(code) or self._is_below(code, self.low_below):
            return "low"
        return "medium" if severity == "high" and self._is_below(code, self.medium_below) else severity

    def is_quiet(self, code: str) -> bool:
        """Whether findings of the code are shown folded away."""
        figure = self.figures.get(code)
        return figure is not None and figure.strict.low < self.quiet_below

    def _is_below(self, code: str, bound: float) -> bool:
        figure = self.figures.get(code)
        return figure is not None and figure.strict.value is not None and figure.strict.value < bound
