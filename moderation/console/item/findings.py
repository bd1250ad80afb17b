"""A finding as the moderator sees it: severity, sentence, places in the text, and its clause."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Finding
from articles.models.codes import word_of
from articles.vocabulary.legal_bases import LEGAL_BASES
from moderation.vocabulary.reasons import REASON_SEVERITIES

# Places linked per finding; the text marks the others too.
SHOWN_PLACES = 3


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """`places` are the words in the text with the ids of their marks."""

    row: Finding
    shape: str
    clause: str
    places: tuple[tuple[str, str], ...]


def shown(findings: list[Finding]) -> list[ShownFinding]:
    """The findings, the worst first."""
    return [
        _shown(finding)
        for finding in sorted(findings, key=lambda finding: (REASON_SEVERITIES[finding.severity].rank, finding.pk))
    ]


def _shown(finding: Finding) -> ShownFinding:
    places = (
        (str(span.get("text", "")), f"finding-{finding.pk}-mark-{number}")
        for number, span in enumerate(finding.spans[:SHOWN_PLACES], 1)
    )
    clause = word_of(LEGAL_BASES, finding.clause)
    return ShownFinding(finding, REASON_SEVERITIES[finding.severity].shape, clause, tuple(places))
