"""Routing rules: matches, the share that people acted on, and alarms."""

from __future__ import annotations

from django.urls import reverse

from moderation.reports.figure import Figure, Section, Table, Text, share
from moderation.reports.figures.rows import LONGEST
from moderation.reports.snapshot import Snapshot
from moderation.routing.figures import RuleFigure, rule_figures

Weeks = list[RuleFigure | None]


def section(snapshot: Snapshot) -> Section:
    """Builds one row per rule that ran in the eight weeks, this week's most matches first."""
    spans = zip(snapshot.starts, snapshot.ends, strict=True)
    by_week = [{figure.code: figure for figure in rule_figures(start, end)} for start, end in spans]
    codes = {code for week in by_week for code in week}
    rules = [(code, [week.get(code) for week in by_week]) for code in sorted(codes)]
    rules.sort(key=lambda rule: -_matches(rule[1])[-1])
    rules = rules[:LONGEST]
    link = reverse("console:rules")
    return Section(
        "rules",
        Text("分流规则", "Routing rules"),
        (
            Table(
                "rules.matches",
                Text("上线规则命中的稿件版本", "Article versions that live rules matched"),
                tuple(Figure(f"rules.matches.{code}", _name(of), _matches(of), link=link) for code, of in rules),
            ),
            Table(
                "rules.precision",
                Text("命中后人工认为须处理的比例", "Share of matches that people acted on"),
                tuple(_precision(code, of, link) for code, of in rules),
                Text("只计已经人工处理的命中。", "Only of matches that people have decided on."),
            ),
            Table(
                "rules.alarms",
                Text("命中率告警", "Alarms of the match rate"),
                tuple(
                    Figure(f"rules.alarms.{code}", _name(of), _alarms(of), worse="up", link=link) for code, of in rules
                ),
            ),
        ),
    )


def _name(weeks: Weeks) -> Text:
    newest = next(figure for figure in reversed(weeks) if figure is not None)
    return Text(newest.name_zh, newest.name_en)


def _matches(weeks: Weeks) -> tuple[int, ...]:
    return tuple(figure.matches if figure else 0 for figure in weeks)


def _alarms(weeks: Weeks) -> tuple[int, ...]:
    return tuple(len(figure.alarms) if figure else 0 for figure in weeks)


def _precision(code: str, weeks: Weeks, link: str) -> Figure:
    upheld = [figure.precision.k if figure else 0 for figure in weeks]
    judged = [figure.precision.n if figure else 0 for figure in weeks]
    return share(f"rules.precision.{code}", _name(weeks), upheld, judged, worse="down", link=link)
