"""Findings by code and severity."""

from __future__ import annotations

from articles.models import Finding
from articles.vocabulary.scores import SEVERITIES
from moderation.reports.figure import Section, Table, Text
from moderation.reports.figures.rows import ranked
from moderation.reports.links import to_week
from moderation.reports.snapshot import Snapshot
from moderation.reports.terms import named, reason_named
from moderation.vocabulary.reasons import FINDING


def section(snapshot: Snapshot) -> Section:
    def link(**lookups: str | int) -> str | None:
        return to_week(Finding, "version__created_at", snapshot, **lookups)

    by_code = ranked(
        "findings.code",
        snapshot.tallies.counts("findings.code"),
        lambda code: (code, reason_named(FINDING, code)),
        lambda code: link(code__exact=code),
        worse="up",
    )
    by_severity = ranked(
        "findings.severity",
        snapshot.tallies.counts("findings.severity"),
        lambda code: (code, named(SEVERITIES, code)),
        lambda code: link(severity__exact=code),
        worse="up",
    )
    note = Text("每篇文章每类发现至多计一次。", "At most one finding of each code an article.")
    return Section(
        "findings",
        Text("发现", "Findings"),
        (
            Table("findings.by_code", Text("按类别", "By code"), by_code, note),
            Table("findings.by_severity", Text("按严重程度", "By severity"), by_severity),
        ),
    )
