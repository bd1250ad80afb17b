"""The figures that count, and the gate in force."""

from __future__ import annotations

from datetime import datetime

from articles.models import FindingPrecision, PrecisionGate
from articles.provenance.precision.gate import Gate
from articles.provenance.precision.judged import Measured
from articles.provenance.precision.shipped import Figure, shipped_figures


def measured(row: FindingPrecision) -> Measured:
    """The verdicts of a row."""
    return Measured(row.code, row.right, row.arguable, row.wrong)


def figures_in_force(before: datetime | None = None) -> dict[str, Figure]:
    """The figure that counts, by code: the newest one registered (`before` a moment), else the one shipped.

    The table has a row per code and measurement, so all of it is read; one query.
    """
    rows = FindingPrecision.objects.order_by("id")
    if before is not None:
        rows = rows.filter(created_at__lt=before)
    registered = {row.code: Figure(measured(row), row.judged_set, row.measured_on) for row in rows}
    shipped = shipped_figures().items()
    return {
        **{code: each for code, each in shipped if before is None or each.measured_on < before.date()},
        **registered,
    }


def measured_precision() -> dict[str, float]:
    """The share of right findings by code, 0–1, of the codes that somebody measured; one query."""
    shares = {code: figure.measured.strict.value for code, figure in figures_in_force().items()}
    return {code: share for code, share in shares.items() if share is not None}


def current_gate() -> Gate:
    """The bounds that a lead set, or the product's own, and the figure of each code; two queries."""
    figures = {code: figure.measured for code, figure in figures_in_force().items()}
    bounds = PrecisionGate.objects.first()
    if bounds is None:
        return Gate(figures=figures)
    return Gate(bounds.quiet_below, bounds.low_below, bounds.medium_below, figures)
