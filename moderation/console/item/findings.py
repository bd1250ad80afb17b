"""A finding as the reader sees it: how bad, what, where in the text, and the rule it rests on by name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from articles.models import Finding
from articles.provenance.finding import clause_name
from moderation.vocabulary.reasons import REASON_SEVERITIES

_ORDER = {"high": 0, "medium": 1, "low": 2}
# So many places in the text are linked; the others are marked there like these.
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
    return [_shown(finding) for finding in sorted(findings, key=lambda finding: (_ORDER[finding.severity], finding.pk))]


def _shown(finding: Finding) -> ShownFinding:
    places = (
        (str(span.get("text", "")), f"finding-{finding.pk}-mark-{number}")
        for number, span in enumerate(finding.spans[:SHOWN_PLACES], 1)
    )
    return ShownFinding(finding, REASON_SEVERITIES[finding.severity].shape, _clause(finding.clause), tuple(places))


def _clause(code: str) -> str:
    language = "en" if (get_language() or "").startswith("en") else "zh"
    try:
        return clause_name(code, language) if code else ""
    except KeyError:
        # Findings outlive the table of clauses; the code still tells which one it was.
        return code
