"""The reasons an item is in the queue, as the reader sees them: all of them, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models.codes import word_of
from moderation.console.item.findings import ShownFinding
from moderation.models import QueueReason
from moderation.vocabulary.reasons import REASON_KINDS, REASON_SEVERITIES


@dataclass(frozen=True, slots=True)
class Chip:
    """One reason: `severity` (high decides, medium is to be checked, low is a note), and where its evidence stands."""

    severity: str
    severity_word: str
    shape: str
    kind: str
    code: str
    label: str
    anchor: str


def chips(reasons: Iterable[QueueReason]) -> list[Chip]:
    """A chip for every reason."""
    ordered = sorted(reasons, key=lambda reason: (REASON_SEVERITIES[reason.severity].rank, -reason.weight, reason.pk))
    return [
        Chip(
            severity=reason.severity,
            severity_word=word_of(REASON_SEVERITIES, reason.severity),
            shape=REASON_SEVERITIES[reason.severity].shape,
            kind=reason.get_kind_display(),
            code=reason.code,
            label=reason.label,
            anchor=_anchor(reason),
        )
        for reason in ordered
    ]


def chips_of_findings(findings: Iterable[ShownFinding]) -> list[Chip]:
    """A chip for every finding that is not quiet: what stands above an article without a queue item."""
    return [
        Chip(
            severity=found.row.severity,
            severity_word=word_of(REASON_SEVERITIES, found.row.severity),
            shape=found.shape,
            kind=word_of(REASON_KINDS, "finding"),
            code=found.row.code,
            label=found.name,
            anchor=f"finding-{found.row.pk}",
        )
        for found in findings
        if not found.is_quiet
    ]


def _anchor(reason: QueueReason) -> str:
    if reason.finding_id:
        return f"finding-{reason.finding_id}"
    if reason.score_id:
        return f"score-{reason.score_id}"
    return "declared"
