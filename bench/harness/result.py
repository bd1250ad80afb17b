"""The result of a benchmark, and its form in the table."""

from __future__ import annotations

import os
import platform
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class Skipped(Exception):
    """The benchmark cannot run here; the message says what is missing."""


@dataclass(frozen=True)
class Result:
    """One line of the table. `ours`, `peer` and `limit` are medians in `unit`; None without one.

    A peer does the same job with a common tool; the limit is the cheapest necessary part of the job alone.
    """

    figure: str
    unit: str
    ours: float | None
    peer: float | None = None
    peer_name: str = ""
    limit: float | None = None
    limit_name: str = ""
    note: str = ""


HEAD = ("figure", "ours", "peer", "ratio", "limit")


def cells(result: Result) -> tuple[str, ...]:
    """Return the line's five columns."""
    if result.ours is None:
        return (result.figure, f"skipped: {result.note}", "", "", "")
    ratio = f"{result.ours / result.peer:.1f} ×" if result.peer else "—"
    return (
        f"{result.figure} ({result.note})" if result.note else result.figure,
        f"{_number(result.ours)} {result.unit}",
        f"{_number(result.peer)} {result.peer_name}" if result.peer else "—",
        ratio,
        f"{_number(result.limit)} {result.limit_name}" if result.limit else "—",
    )


def table(results: list[Result]) -> str:
    """Write the results as a table of Markdown."""
    return columns([HEAD, *(cells(result) for result in results)])


def columns(lines: Sequence[Sequence[str]]) -> str:
    """Write lines of cells, the first of them the head, as a table of Markdown."""
    widths = [max(_width(line[column]) for line in lines) for column in range(len(lines[0]))]
    rows = [
        "| " + " | ".join(_padded(text, width) for text, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([rows[0], rule, *rows[1:]])


def machine() -> str:
    """Describe the machine by cores and Python, without its name."""
    return f"{os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}, {platform.system()}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in _lines(info) if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
