"""Declarations: wordings read with exactly their codes, lines read without a false one, and how fast."""

from __future__ import annotations

from pathlib import Path

from articles.parsing.declarations.notices import Passage, find_flags
from bench.harness.result import Result
from bench.harness.timing import rates

FIGURE = "declarations: wordings read with exactly their codes"
SILENT = "declarations: lines that declare nothing, read so"
SPEED = "declarations: lines read"
_SETS = Path(__file__).parents[2] / "tests" / "parsing" / "declarations"


def run(*, quick: bool) -> list[Result]:
    """Count on the tests' sets, whose every second wording nobody tunes on, and measure lines per second."""
    declared = [line.split("\t") for line in _lines("declared.txt")]
    silent = _lines("undeclared.txt")
    right = [_codes(row[1]) == {row[0], *row[2:]} for row in declared]
    untouched = right[1::2]
    quiet = [not _codes(line) for line in silent]
    every = [*(row[1] for row in declared), *silent]

    def ours() -> int:
        for line in every:
            _codes(line)
        return len(every)

    def limit() -> int:
        for line in every:
            line.encode().decode()
        return len(every)

    measured = rates({"ours": ours, "limit": limit}, rounds=2 if quick else 9)
    note = f"{sum(right)} of {len(right)}; of the half nobody tunes on {sum(untouched)} of {len(untouched)}"
    return [
        Result(FIGURE, "%", 100 * sum(right) / len(right), note=note),
        Result(SILENT, "%", 100 * sum(quiet) / len(quiet), note=f"{sum(quiet)} of {len(quiet)}"),
        Result(
            SPEED, "lines/s a core", measured["ours"], limit=measured["limit"], limit_name="decoding the line alone"
        ),
    ]


def _lines(name: str) -> list[str]:
    text = (_SETS / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def _codes(line: str) -> set[str]:
    return {code for flag in find_flags([Passage(line, "tail", 0)]) for code in (flag.code, *flag.also)}
