"""The report's figures: one module per subject, each with a function from snapshot to section.

For a new section, add a module with `section(snapshot)` and its name in `_SUBJECTS`; `outside.counted_section` makes
a section of a function that counts a span of time.
"""

from __future__ import annotations

from typing import Protocol

from moderation.reports.figure import Section
from moderation.reports.figures import (
    citations,
    clickbait,
    decisions,
    declarations,
    findings,
    models,
    reuse,
    review,
    rules,
    sources,
    submissions,
    webhooks,
)
from moderation.reports.snapshot import Snapshot


class Subject(Protocol):
    """A module of this package."""

    def section(self, snapshot: Snapshot) -> Section:
        """Builds one section of the report, in both languages.

        Reads the eight weeks of `snapshot`, mostly from its roll-ups, so the cost does not grow with the articles.
        Every figure holds one value per week, the reported week last: counts as they are, shares 0–1, None without a
        value. Its tables and lists stand in reading order; codes of figures are unique over the whole report. The same
        rows give the same section.
        """


_SUBJECTS: tuple[Subject, ...] = (
    submissions,
    declarations,
    citations,
    findings,
    reuse,
    clickbait,
    sources,
    review,
    decisions,
    rules,
    webhooks,
    models,
)


def all_sections(snapshot: Snapshot) -> tuple[Section, ...]:
    """Every section, in the order they are read."""
    return tuple(subject.section(snapshot) for subject in _SUBJECTS)
