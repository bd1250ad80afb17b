"""Findings by code and severity."""

from __future__ import annotations

from articles.models import Finding
from moderation.reports import labels
from moderation.reports.figure import Section, Table, Text
from moderation.reports.figures.rows import ranked
from moderation.reports.links import to_week
from moderation.reports.measure import counts, within
from moderation.reports.snapshot import Snapshot


def section(snapshot: Snapshot) -> Section:
    rows = within(Finding.objects.all(), "version__created_at", snapshot)
    by_code = ranked(
        "findings.code",
        counts(rows, "code"),
        lambda code: (code, labels.named(labels.FINDINGS, code)),
        lambda code: to_week(Finding, "version__created_at", snapshot, code__exact=code),
        worse="up",
    )
    by_severity = ranked(
        "findings.severity", counts(rows, "severity"), lambda code: (code, labels.SEVERITIES[code]), worse="up"
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
