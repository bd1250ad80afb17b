"""The table of results in the repository: each benchmark's lines with the day and the machine they were measured on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bench.result import HEAD, Result, cells, columns

_HEAD = ("bench", *HEAD, "measured")
_START = "| "
Line = tuple[str, ...]


def written(path: Path) -> list[Line]:
    """The lines of the file's table; none where there is no file."""
    if not path.exists():
        return []
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(_START)]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows[1:]]


def merged(
    before: Iterable[Line], measured: Mapping[str, Iterable[Result]], day: str, order: Iterable[str]
) -> list[Line]:
    """The lines with those of the benchmarks in `measured` replaced, in the order of the benchmarks' names.

    Lines of benchmarks that are not in `order` any more are left out.
    """
    lines: dict[str, list[Line]] = {name: [] for name in order}
    for line in before:
        if line[0] in lines:
            lines[line[0]].append(line)
    for name, results in measured.items():
        lines[name] = [(name, *cells(result), day) for result in results]
    return [line for name in lines for line in lines[name]]


def write(path: Path, lines: list[Line], about: str) -> None:
    """Writes the file: what it is, and the table."""
    path.write_text(f"# Benchmark results\n\n{about}\n\n{columns([_HEAD, *lines])}\n", encoding="utf-8")
