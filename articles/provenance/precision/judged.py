"""Judged rows: what people said of findings, as JSON lines, and the precision of each code in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.provenance.precision.share import Share, wilson

VERDICTS = ("right", "arguable", "wrong")
_LONGEST_LINE = 100_000


class BadRow(ValueError):
    """A line is no judged row; `line` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Judged:
    """One person's verdict on one finding. `subject` names the finding, so that no finding counts twice."""

    code: str
    subject: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The verdicts on the findings of one code. Strict precision counts an arguable finding as wrong."""

    code: str
    right: int
    arguable: int
    wrong: int

    @property
    def n(self) -> int:
        return self.right + self.arguable + self.wrong

    @property
    def strict(self) -> Share:
        """The share of right findings, with Wilson's 95 % interval."""
        return wilson(self.right, self.n)

    @property
    def lenient(self) -> Share:
        """The share of findings that are right or arguable."""
        return wilson(self.right + self.arguable, self.n)


def read_judged(lines: Iterable[str]) -> Iterator[Judged]:
    """Read JSON lines `{"code", "article" or "id", "verdict"}`; other members are ignored, blank lines skipped.

    Raises BadRow for a line that is no such object.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if len(line) > _LONGEST_LINE:
            raise BadRow(number, f"longer than {_LONGEST_LINE:,} characters")
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise BadRow(number, "no JSON") from None
        if not isinstance(row, dict):
            raise BadRow(number, "no JSON object")
        code, verdict = row.get("code"), row.get("verdict")
        subject = row.get("article", row.get("id"))
        if not isinstance(code, str) or not code:
            raise BadRow(number, "`code` is missing")
        if verdict not in VERDICTS:
            raise BadRow(number, f"`verdict` must be one of {', '.join(VERDICTS)}")
        if isinstance(subject, bool) or not isinstance(subject, (str, int)) or subject == "":
            raise BadRow(number, "`article` or `id` is missing: it says which finding was judged")
        yield Judged(code, str(subject), verdict)


def measure(rows: Iterable[Judged]) -> list[Measured]:
    """Count the verdicts by code, ordered by code.

    A finding that several people judged counts once, with the harshest verdict: a tool that accuses must not choose
    the kinder reader.
    """
    verdicts: dict[tuple[str, str], int] = {}
    for row in rows:
        key = row.code, row.subject
        verdicts[key] = max(verdicts.get(key, 0), VERDICTS.index(row.verdict))
    counts = Counter((code, VERDICTS[verdict]) for (code, _), verdict in verdicts.items())
    codes = sorted({code for code, _ in counts})
    return [Measured(code, *(counts[code, verdict] for verdict in VERDICTS)) for code in codes]
