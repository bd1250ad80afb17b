"""Findings by code and severity, and how right they are."""

from __future__ import annotations

from articles.models import Finding
from articles.provenance.precision.shipped import Figure as Measurement
from articles.provenance.stored.precision import figures_in_force
from articles.vocabulary.scores import SEVERITIES
from moderation.reports.figure import Figure, Section, Table, Text, share
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
            Table("findings.precision", Text("发现的准确率", "Precision of findings"), _precision(snapshot), _JUDGED),
        ),
    )


_JUDGED = Text(
    "在人工判定的稿件上测得：判为正确的条数 ÷ 判定条数，存疑按错误计；各周为当时有效的数值。括号内为威尔逊 95% 区间。",
    "Measured on articles that people judged: right ÷ judged, arguable counts as wrong; each week shows the figure in "
    "force then. In brackets Wilson's 95 % interval.",
)


def _precision(snapshot: Snapshot) -> tuple[Figure, ...]:
    """A figure per code that somebody measured, in the order of the codes."""
    by_week = [figures_in_force(end) for end in snapshot.ends]
    return tuple(
        share(
            f"findings.precision.{code}",
            _measured(code, by_week[-1][code]),
            [week[code].measured.right if code in week else 0 for week in by_week],
            [week[code].measured.n if code in week else 0 for week in by_week],
            worse="down",
        )
        for code in sorted(by_week[-1])
    )


def _measured(code: str, figure: Measurement) -> Text:
    name, found = reason_named(FINDING, code), figure.measured.strict
    zh = f"{name.zh}（{found.low:.2f}–{found.high:.2f}，{figure.measured_on}，{figure.judged_set}）"
    return Text(zh, f"{name.en} ({found.low:.2f}–{found.high:.2f}, {figure.measured_on}, {figure.judged_set})")
