"""Lists of permitted sources from CSV: taken over as a whole or not at all, with the line of every fault."""

from __future__ import annotations

from datetime import date

import pytest

from articles.provenance.registry.source_list import LARGEST, InvalidSourceList, read_source_list
from tests.shared_data import require_shared

HEADER = "outlet,tier,province,medium"


def problems(content: str | bytes) -> list[str]:
    with pytest.raises(InvalidSourceList) as error:
        read_source_list(content.encode() if isinstance(content, str) else content)
    return [problem.text() for problem in error.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_in_the_encodings_that_spreadsheets_write(encoding):
    rows = read_source_list(f"{HEADER}\n云岭日报,省级,云岭,报纸\n\n临江网,市级,,\n".encode(encoding))
    assert [(row.line, row.outlet, row.tier) for row in rows] == [(2, "云岭日报", "省级"), (4, "临江网", "市级")]


def test_later_changes_carry_their_day_reason_and_evidence():
    (row,) = read_source_list(
        "outlet,standing,since,reason,evidence\n云岭日报,frozen,2026-03-01,违规转载,公告第7号\n".encode()
    )
    assert (row.standing, row.since, row.reason) == ("frozen", date(2026, 3, 1), "违规转载")
    assert "needs since, reason and evidence" in problems("outlet,standing\n云岭日报,removed\n")[0]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("name,tier\n甲报,省级\n", "no column `outlet`"),
        ("outlet,owner\n甲报,某\n", "columns must be among"),
        (f"{HEADER}\n甲报,省级\n", "line 2: 2 values for 4 columns"),
        (f"{HEADER}\n《》,,,\n", "line 2: the outlet has no name"),
        ("outlet,since\n甲报,昨天\n", "line 2: since must be a date"),
        ("outlet,standing\n甲报,maybe\n", "line 2: standing must be"),
        (f"{HEADER}\n", "no rows"),
        ("", "no column"),
        (f"{HEADER}\n甲报,省级,,\n甲报,市级,,\n", "line 3: 甲报 stands in line 2 already"),
        (f'{HEADER}\n"甲报', "line 2"),
        ("outlet\n" + "长" * 201 + "\n", "outlet too long"),
    ],
)
def test_a_fault_is_told_with_its_line(content, fault):
    assert fault in " ".join(problems(content))


def test_faults_are_told_in_chinese_too():
    with pytest.raises(InvalidSourceList) as error:
        read_source_list("outlet,since\n甲报,昨天\n".encode())
    assert error.value.problems[0].text("zh-hans").startswith("第 2 行：since 须为")


def test_at_most_twenty_faults_are_told():
    assert len(problems("outlet,since\n" + "甲报,昨天\n" * 100)) == 20


def test_source_list_refuses_non_csv_bytes_quickly():
    assert "NUL" in problems(b"outlet\n\0\0\n")[0]
    assert "neither UTF-8" in problems(b"outlet\n\xff\xff\xff\xff\n")[0]
    assert "bytes" in problems(b"a" * (LARGEST + 1))[0]


def test_formulas_and_markup_are_names_like_any_other():
    rows = read_source_list(b"outlet\n=cmd|' /C calc'!A0\n<script>alert(1)</script>\n")
    assert [row.outlet for row in rows] == ["=cmd|' /C calc'!A0", "<script>alert(1)</script>"]


def test_the_edition_of_2015_is_read_whole():
    rows = read_source_list(require_shared("registry/source_units_2015.csv").read_bytes())
    assert len(rows) == 422
