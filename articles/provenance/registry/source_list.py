"""Read a list of permitted news sources from CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast

from articles.provenance.registry.names import name_key
from articles.provenance.registry.problem import InvalidSourceList, Problem

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 20_000
COLUMNS = ("outlet", "tier", "province", "medium", "standing", "since", "reason", "evidence")
_MOST_PROBLEMS = 20
_LENGTHS = {"outlet": 200, "tier": 60, "province": 60, "medium": 60, "reason": 500, "evidence": 500}
_STANDINGS = ("listed", "frozen", "removed")
_KNOWN = ", ".join(COLUMNS)

Standing = Literal["listed", "frozen", "removed"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: an outlet and its status. `since` is None when it applies from the edition's first day."""

    line: int
    outlet: str
    tier: str = ""
    province: str = ""
    medium: str = ""
    standing: Standing = "listed"
    since: date | None = None
    reason: str = ""
    evidence: str = ""


def read_source_list(content: bytes) -> list[Row]:
    """Read the rows of a CSV file in UTF-8 or GB18030 with a header line. Raises InvalidSourceList.

    `outlet` is required. Optional are tier, province, medium, standing (listed, frozen, removed), since (YYYY-MM-DD),
    reason and evidence; a frozen or removed outlet needs the last three. Repeated lines count once. The error lists at
    most 20 problems.
    """
    reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    problems: list[Problem] = []
    rows: dict[tuple[str, str, date | None], Row] = {}
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(header)
        for values in reader:
            found = _row(reader.line_num, header, values)
            if isinstance(found, Row):
                found = _repeated(found, rows.setdefault((name_key(found.outlet), found.standing, found.since), found))
            if found is not None:
                problems.append(found)
            if len(rows) > MOST_ROWS:
                raise _refused(f"超过 {MOST_ROWS:,} 行", f"more than {MOST_ROWS:,} rows", reader.line_num)
            if len(problems) >= _MOST_PROBLEMS:
                break
    except csv.Error as error:
        problems.append(Problem(f"不是有效的 CSV（{error}）", f"no valid CSV: {error}", reader.line_num))
    if problems:
        raise InvalidSourceList(problems[:_MOST_PROBLEMS])
    if not rows:
        raise _refused("表头之下没有任何一行", "the file has no rows below its header")
    return list(rows.values())


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise _refused(f"文件超过 {LARGEST:,} 字节", f"the file has more than {LARGEST:,} bytes")
    if b"\0" in content:
        raise _refused(
            "文件含有 NUL 字符，不是 CSV 文本；请另存为 UTF-8 编码的 CSV",
            "the file holds NUL characters: it is no CSV text; save it as CSV in UTF-8",
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused("文件既不是 UTF-8 也不是 GB18030 编码", "the file is neither UTF-8 nor GB18030 text")


def _check_header(header: list[str]) -> None:
    if "outlet" not in header:
        raise _refused(f"没有 outlet 列；可用的列：{_KNOWN}", f"no column `outlet`; known columns are {_KNOWN}", 1)
    if not set(header) <= set(COLUMNS) or len(set(header)) < len(header):
        raise _refused(f"只能有以下各列，每列一次：{_KNOWN}", f"columns must be among {_KNOWN}, each once", 1)


def _row(line: int, header: list[str], values: list[str]) -> Row | Problem | None:
    """Parse a line: a row, or its problem, or None for an empty line."""
    given = [value.strip() for value in values]
    if not any(given):
        return None
    if len(given) != len(header):
        return Problem(
            f"有 {len(given)} 个值，表头有 {len(header)} 列", f"{len(given)} values for {len(header)} columns", line
        )
    fields = dict(zip(header, given, strict=True))
    if not name_key(fields["outlet"]):
        return Problem("没有名称", "the outlet has no name", line)
    too_long = [name for name, most in _LENGTHS.items() if len(fields.get(name, "")) > most]
    if too_long:
        return Problem(f"{'、'.join(too_long)} 太长", f"{', '.join(too_long)} too long", line)
    standing = fields.pop("standing", "").lower() or "listed"
    if standing not in _STANDINGS:
        return Problem("standing 只能是 listed、frozen 或 removed", "standing must be listed, frozen or removed", line)
    since = fields.pop("since", "")
    try:
        day = date.fromisoformat(since) if since else None
    except ValueError:
        return Problem("since 须为 2026-01-31 这样的日期", "since must be a date like 2026-01-31", line)
    if standing != "listed" and not (day and fields.get("reason") and fields.get("evidence")):
        return Problem(
            f"{standing} 须有 since、reason 和 evidence", f"{standing} needs since, reason and evidence", line
        )
    return Row(line, standing=cast(Standing, standing), since=day, **fields)


def _repeated(row: Row, first: Row) -> Problem | None:
    """Report an outlet that occurs twice with different details: one line is wrong, and we cannot know which."""
    if replace(row, line=0, outlet="") == replace(first, line=0, outlet=""):
        return None
    return Problem(
        f"{row.outlet} 已在第 {first.line} 行，内容不同",
        f"{row.outlet} stands in line {first.line} already, with other particulars",
        row.line,
    )


def _refused(zh: str, en: str, line: int = 0) -> InvalidSourceList:
    return InvalidSourceList([Problem(zh, en, line)])
