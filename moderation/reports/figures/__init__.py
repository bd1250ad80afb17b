"""The report's figures: one file a subject, each a function from snapshot to section.

A section that comes from another part of the product is one more file with `section(snapshot)` and one more name in
`_SUBJECTS`; `outside.counted_section` makes one of a function that counts a span of time.
"""

from __future__ import annotations

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

_SUBJECTS = (
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
