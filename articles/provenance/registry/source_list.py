"""Reads a list of permitted news sources from CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from articles.provenance.registry.names import name_key

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 20_000
_MOST_PROBLEMS = 20
_COLUMNS = ("outlet", "tier", "province", "medium", "standing", "since", "reason", "evidence")
_LENGTHS = {"outlet": 200, "tier": 60, "province": 60, "medium": 60, "reason": 500, "evidence": 500}
_STANDINGS = {"": "listed", "listed": "listed", "frozen": "frozen", "removed": "removed"}


class InvalidSourceList(ValueError):
    """The list cannot be taken over; `problems` say why, each with its line, at most 20."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """One line: an outlet and what is said of it. `since` is None for what holds from the edition's first day."""

    line: int
    outlet: str
    tier: str = ""
    province: str = ""
    medium: str = ""
    standing: str = "listed"
    since: date | None = None
    reason: str = ""
    evidence: str = ""


def read_source_list(content: bytes) -> list[Row]:
    """The rows of a CSV file in UTF-8 or GB18030 whose header names its columns; raises InvalidSourceList.

    `outlet` is required; tier, province, medium, standing (listed, frozen, removed), since (YYYY-MM-DD), reason and
    evidence are not, but a frozen or removed outlet needs since, reason and evidence. The same line twice is one.
    """
    if len(content) > LARGEST:
        raise InvalidSourceList([f"the file has {len(content):,} bytes; at most {LARGEST:,} are read"])
    text = _decode(content)
    if "\0" in text:
        raise InvalidSourceList(["the file holds NUL characters: it is no CSV text"])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[str] = []
    rows: dict[tuple[str, str, date | None], Row] = {}
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(header)
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            if len(rows) >= MOST_ROWS:
                raise InvalidSourceList([f"line {reader.line_num}: more than {MOST_ROWS:,} rows"])
            problems += _take(reader.line_num, header, values, rows)
            if len(problems) >= _MOST_PROBLEMS:
                break
    except csv.Error as error:
        problems.append(f"line {reader.line_num}: {error}")
    if problems:
        raise InvalidSourceList(problems[:_MOST_PROBLEMS])
    if not rows:
        raise InvalidSourceList(["the file has no rows below its header"])
    return list(rows.values())


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidSourceList(["the file is neither UTF-8 nor GB18030 text"])


def _check_header(header: list[str]) -> None:
    if "outlet" not in header:
        raise InvalidSourceList([f"line 1: no column `outlet`; known columns are {', '.join(_COLUMNS)}"])
    unknown = [name for name in header if name not in _COLUMNS]
    if unknown or len(set(header)) < len(header):
        raise InvalidSourceList([f"line 1: columns must be among {', '.join(_COLUMNS)}, each once"])


def _take(
    line: int, header: list[str], values: list[str], rows: dict[tuple[str, str, date | None], Row]
) -> Iterator[str]:
    if len(values) != len(header):
        yield f"line {line}: {len(values)} values for {len(header)} columns"
        return
    given = {name: value.strip() for name, value in zip(header, values, strict=True)}
    key = name_key(given["outlet"])
    if not key:
        yield f"line {line}: the outlet has no name"
        return
    too_long = [name for name, most in _LENGTHS.items() if len(given.get(name, "")) > most]
    if too_long:
        yield f"line {line}: {', '.join(too_long)} too long"
        return
    standing = _STANDINGS.get(given.get("standing", "").lower())
    if standing is None:
        yield f"line {line}: standing must be listed, frozen or removed"
        return
    try:
        since = date.fromisoformat(given["since"]) if given.get("since") else None
    except ValueError:
        yield f"line {line}: since must be a date like 2026-01-31"
        return
    if standing != "listed" and not (since and given.get("reason") and given.get("evidence")):
        yield f"line {line}: {standing} needs since, reason and evidence"
        return
    row = Row(line, **{**given, "standing": standing, "since": since})  # type: ignore[arg-type]  # names are checked
    other = rows.setdefault((key, standing, since), row)
    # The same outlet twice with different particulars: one of the two lines is wrong, and we cannot know which.
    if other is not row and (other.tier, other.province, other.medium) != (row.tier, row.province, row.medium):
        yield f"line {line}: {row.outlet} stands in line {other.line} already, with other particulars"
