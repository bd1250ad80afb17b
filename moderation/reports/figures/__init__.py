"""The report's figures: one file a subject, each a function from snapshot to section."""

from __future__ import annotations

from moderation.reports.figure import Section
from moderation.reports.figures import (
    citations,
    clickbait,
    declarations,
    findings,
    models,
    review,
    sources,
    submissions,
)
from moderation.reports.snapshot import Snapshot

_SUBJECTS = (submissions, declarations, citations, findings, clickbait, sources, review, models)


def all_sections(snapshot: Snapshot) -> tuple[Section, ...]:
    """Every section, in the order they are read."""
    return tuple(subject.section(snapshot) for subject in _SUBJECTS)
