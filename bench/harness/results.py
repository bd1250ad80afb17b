"""The table of results in the repository: each benchmark's lines with day and machine of the measurement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bench.harness.result import HEAD, Result, cells, columns

_HEAD = ("bench", *HEAD, "measured")
_START = "| "
Line = tuple[str, ...]


def written(path: Path) -> list[Line]:
    """Read the lines of the file's table; none without a file."""
    if not path.exists():
        return []
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(_START)]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows[1:]]


def merged(
    before: Iterable[Line], measured: Mapping[str, Iterable[Result]], day: str, order: Iterable[str]
) -> list[Line]:
    """Replace the lines of the benchmarks in `measured`; return all in the order of the benchmarks' names.

    Lines of benchmarks that are no longer in `order` are dropped.
    """
    lines: dict[str, list[Line]] = {name: [] for name in order}
    for line in before:
        if line[0] in lines:
            lines[line[0]].append(line)
    for name, results in measured.items():
        lines[name] = [(name, *cells(result), day) for result in results]
    return [line for name in lines for line in lines[name]]


def write(path: Path, lines: list[Line], about: str) -> None:
    """Write the file: an introduction and the table."""
    path.write_text(f"# Benchmark results\n\n{about}\n\n{columns([_HEAD, *lines])}\n", encoding="utf-8")
