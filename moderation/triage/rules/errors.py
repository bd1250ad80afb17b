"""What is wrong with an expression, and why a rule was stopped: codes with their place, words are made elsewhere."""

from __future__ import annotations


class ExpressionError(ValueError):
    """An expression that is refused: `code` says why, `start:end` where in the text, `values` fill the sentence.

    Codes: ``empty``, ``too_long``, ``too_deep``, ``syntax``, ``unfinished``, ``not_allowed``, ``unknown_name``,
    ``unknown_word``, ``unknown_bank``, ``bank_literal``, ``list_literal``, ``types_differ``, ``not_truth``,
    ``no_fact``, ``divides_by_zero``, ``too_slow``.
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
