"""Errors in expressions, and faults that stop a rule: codes with their place, without words."""

from __future__ import annotations

import difflib
from collections.abc import Collection


class ExpressionError(ValueError):
    """A refused expression: `code` says why, `start:end` is the place in the text, `values` fill the sentence.

    Codes: ``empty``, ``too_long``, ``too_deep``, ``syntax``, ``unfinished``, ``not_allowed``, ``unknown_name``,
    ``unknown_word``, ``unknown_bank``, ``bank_literal``, ``unknown_signal``, ``signal_literal``, ``list_literal``,
    ``types_differ``, ``not_truth``, ``no_fact``, ``divides_by_zero``, ``too_slow``.
    """

    def __init__(self, code: str, start: int = 0, end: int | None = None, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.start = start
        self.end = start + 1 if end is None else end
        self.values = values


class RuleFault(Exception):
    """A rule failed on an article; the argument is a code: ``too_slow``, ``divides_by_zero``, ``failed``."""

    @property
    def code(self) -> str:
        return str(self.args[0])


def did_you_mean(word: str, known: Collection[str]) -> str:
    """The known word most like this one, or nothing."""
    return next(iter(difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)), "")
