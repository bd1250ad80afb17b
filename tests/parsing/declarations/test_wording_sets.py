"""Recall on declarations as they are typed, and no flag for lines that declare nothing; both halves are counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from articles.parsing.declarations.notices import Passage, find_flags

Record = Callable[[str, object], None]
HERE = Path(__file__).parent
ENOUGH = 0.95


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def codes_of(text: str) -> set[str]:
    return {code for flag in find_flags([Passage(text, "tail", 0)]) for code in (flag.code, *flag.also)}


def missed(half: int) -> tuple[list[str], int]:
    """The wordings of a half that are not read with exactly their codes, and how many there are in all."""
    rows = [line.split("\t") for line in lines("declared.txt")[half::2]]
    return [f"{row[1]}: {sorted(codes_of(row[1]))}" for row in rows if codes_of(row[1]) != {row[0], *row[2:]}], len(
        rows
    )


@pytest.mark.parametrize("half", [0, 1], ids=["tuned", "untouched"])
def test_declarations_are_read_with_exactly_their_codes(half: int, record_testsuite_property: Record) -> None:
    wrong, n = missed(half)
    record_testsuite_property(f"declarations read, half {half}", f"{n - len(wrong)} of {n}")
    assert n >= 100
    assert n - len(wrong) >= ENOUGH * n, f"{n - len(wrong)} of {n} right; wrong: {wrong}"


def test_lines_that_declare_nothing_have_no_flag(record_testsuite_property: Record) -> None:
    texts = lines("undeclared.txt")
    wrong = {text: codes_of(text) for text in texts if codes_of(text)}
    record_testsuite_property("lines without a flag", f"{len(texts) - len(wrong)} of {len(texts)}")
    assert len(texts) >= 100
    assert wrong == {}
