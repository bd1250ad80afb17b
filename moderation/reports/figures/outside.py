"""A section from a source that counts a span of time by itself, such as rules and webhooks.

Its counts are not rolled up; the source is called once for each of the eight weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from moderation.reports.figure import Figure, Section, Table, Text
from moderation.reports.figures.rows import Worse
from moderation.reports.snapshot import Snapshot

# (start, end) → count by code in [start, end).
Source = Callable[[datetime, datetime], Mapping[str, int]]


def counted_section(
    snapshot: Snapshot,
    code: str,
    title: Text,
    source: Source,
    names: Mapping[str, tuple[Text, Worse, str | None]],
    note: Text | None = None,
) -> Section:
    """One table of counts; `names` gives a code's label, its worse direction, and its link."""
    weeks = [source(start, end) for start, end in zip(snapshot.starts, snapshot.ends, strict=True)]
    figures = tuple(
        Figure(f"{code}.{name}", label, tuple(int(week.get(name, 0)) for week in weeks), worse=worse, link=link)
        for name, (label, worse, link) in names.items()
    )
    return Section(code, title, (Table(code, title, figures, note),))
