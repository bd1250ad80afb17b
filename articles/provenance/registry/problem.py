"""Problems with a source list or its import, in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `line` counts from 1 in the file; 0 when it concerns no single line."""

    zh: str
    en: str
    line: int = 0

    def text(self, language: str = "en") -> str:
        """Return the sentence with its line, in Chinese for `zh…`, else in English."""
        if language.startswith("zh"):
            return f"第 {self.line} 行：{self.zh}" if self.line else self.zh
        return f"line {self.line}: {self.en}" if self.line else self.en


class ListRefused(ValueError):
    """The list is not imported; `problems` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.text() for problem in problems))
        self.problems = tuple(problems)


class InvalidSourceList(ListRefused):
    """The file is not a readable list."""


class EditionConflict(ListRefused):
    """The list cannot become the requested edition: its code, dates or details conflict."""
