"""What is wrong with a source list or with adding it, said in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` counts from 1 in the file; 0 when no line is to blame."""

    zh: str
    en: str
    line: int = 0

    def text(self, language: str = "en") -> str:
        """The sentence with its line, in `zh…`, else in English."""
        if language.startswith("zh"):
            return f"第 {self.line} 行：{self.zh}" if self.line else self.zh
        return f"line {self.line}: {self.en}" if self.line else self.en


class ListRefused(ValueError):
    """The list is not taken over; `problems` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.text() for problem in problems))
        self.problems = tuple(problems)


class InvalidSourceList(ListRefused):
    """The file cannot be read as a list."""


class EditionConflict(ListRefused):
    """The list cannot be added as the edition that was asked for: code, dates or particulars do not go."""
