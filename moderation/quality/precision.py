"""The register of measured precision: figures are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import FindingPrecision
from articles.provenance.finding import Severity
from articles.provenance.precision.judged import Measured
from articles.provenance.precision.shipped import Figure
from articles.provenance.rules import FINDINGS, finding_name
from articles.provenance.stored.precision import current_gate, figures_in_force
from moderation import audit


class UnknownCode(ValueError):
    """Judged rows name a code that no rule finds; `codes` lists them."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(f"no rule finds {', '.join(codes)}")
        self.codes = codes


@transaction.atomic
def register(
    actor: User | str, figures: Iterable[Measured], *, judged_set: str, sha256: str, measured_on: date
) -> list[FindingPrecision]:
    """Makes these the figures that count. Findings that are stored later are held at the gate by them.

    `judged_set` names the rows that were judged, `sha256` is a digest of them. Raises UnknownCode.
    """
    figures = list(figures)
    unknown = [figure.code for figure in figures if figure.code not in FINDINGS]
    if unknown:
        raise UnknownCode(unknown)
    rows = []
    for figure in figures:
        row = FindingPrecision(
            code=figure.code, right=figure.right, arguable=figure.arguable, wrong=figure.wrong,
            judged_set=judged_set, sha256=sha256, measured_on=measured_on,
        )  # fmt: skip
        row.save()
        rows.append(row)
        audit.append(
            actor, "finding_precision.registered", f"finding:{figure.code}",
            right=figure.right, arguable=figure.arguable, wrong=figure.wrong,
            judged_set=judged_set, sha256=sha256, measured_on=measured_on.isoformat(),
        )  # fmt: skip
    return rows


@dataclass(frozen=True, slots=True)
class Registered:
    """The figure of a kind of finding as leads see it, None where nobody has measured.

    `highest` is the severity that the gate lets a finding have.
    """

    name: str
    figure: Figure | None
    highest: Severity
    is_quiet: bool


def registered(language: str) -> list[Registered]:
    """Every kind of finding with its figure and what the gate makes of it, in reading order."""
    figures, gate = figures_in_force(), current_gate()
    return [
        Registered(finding_name(code, language), figures.get(code), gate.severity(code, "high"), gate.is_quiet(code))
        for code in FINDINGS.codes
    ]
