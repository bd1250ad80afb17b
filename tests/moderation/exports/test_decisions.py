"""Decisions as files: one set of rows, three shapes."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from moderation.exports.decisions import decisions_between, export
from moderation.exports.span import BadSpan, span
from moderation.models import Decision
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db
MONDAY = world.WEEK.starts_at


@pytest.fixture
def decided(db):
    """One act of each kind in the week, and one decision at each side of its borders."""
    acts = ["allow", "label", "limit", "remove"]
    for index, act in enumerate(acts):
        moment = MONDAY + timedelta(hours=index)
        item = world.item(world.article(moment, headline='=HYPERLINK("x")'), moment, moment, moment)
        world.decision(item, act, moment)
    for moment in (MONDAY - timedelta(microseconds=1), world.WEEK.ends_at):
        item = world.item(world.article(moment), moment, moment, moment)
        world.decision(item, "remove", moment)


def rows(kind: str, form: str) -> str:
    return "".join(export(kind, form, decisions_between(*span("2026-W03"))))


def test_the_eu_gets_a_record_of_each_restriction_and_no_headline(decided):
    records = [json.loads(line) for line in rows("eu", "json").splitlines()]
    assert [each["decision_visibility"] for each in records] == [
        ["DECISION_VISIBILITY_CONTENT_LABELLED"],
        ["DECISION_VISIBILITY_CONTENT_DEMOTED"],
        ["DECISION_VISIBILITY_CONTENT_REMOVED"],
    ]
    assert "HYPERLINK" not in rows("eu", "json")


def test_the_chinese_table_has_clause_act_time_and_ground(decided):
    table = list(csv.DictReader(io.StringIO(rows("cn", "csv").removeprefix("\ufeff"))))
    assert [line["处理"] for line in table] == ["放行", "加注标签", "限制推荐", "下架"]
    removal = Decision.objects.get(pk=int(table[-1]["决定编号"]))
    assert removal.clause is not None
    assert (table[-1]["条款"], table[-1]["依据"]) == (removal.clause.code, removal.clause.basis_zh)
    assert table[-1]["处理时间"] == "2026-01-12T03:00:00+08:00"
    assert table[-1]["标题"] == '\'=HYPERLINK("x")'
    assert removal.decided_by.get_username() not in rows("cn", "csv")


def test_both_are_of_the_same_rows(decided):
    eu = {json.loads(line)["puid"].removeprefix("decision-") for line in rows("eu", "json").splitlines()}
    cn = {json.loads(line)["决定编号"]: json.loads(line)["处理"] for line in rows("cn", "json").splitlines()}
    assert eu == {str(pk) for pk, act in cn.items() if act != "放行"}


@pytest.mark.parametrize(
    ("week", "first", "last"),
    [("", "", ""), ("", "2026-01-12", ""), ("", "2026-02-30", "2026-03-01"), ("", "2026-01-13", "2026-01-12"),
     ("2026-W03", "2026-01-12", "2026-01-13"), ("", "9999-12-31", "9999-12-31")],
)  # fmt: skip
def test_bad_spans_are_refused(week, first, last):
    with pytest.raises(BadSpan):
        span(week, first, last)


def test_the_command_writes_a_file(decided, tmp_path):
    out = tmp_path / "eu.jsonl"
    call_command("export_decisions", "--week", "2026-W03", "--kind", "eu", "--output", str(out))
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3
    printed = StringIO()
    arguments = ["--from", "2026-01-12", "--to", "2026-01-18", "--kind", "log", "--form", "json", "--output", "-"]
    call_command("export_decisions", *arguments, stdout=printed)
    assert len(printed.getvalue().splitlines()) == 4
    with pytest.raises(CommandError, match="there is no week 53"):
        call_command("export_decisions", "--week", "2025-W53", "--kind", "cn", "--output", str(out))
