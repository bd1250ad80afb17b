"""Marks in a text: overlapping spans become a row of runs, each with the marks that cover it.

Pure. The runs hold the text as it is; escaping is the template's work, and nothing here makes markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

# A place that evidence links to, without a look of its own.
PLACE = "place"
# Where marks overlap, the first of these gives the run its look and its link.
KINDS = ("flag", "cue", "attribution", "finding", "public", "copied", "wording", "signal")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text, characters `start` to `end` (exclusive).

    `kind` is one of KINDS, or PLACE; `anchor` is the id of the evidence it belongs to, `id` its own; `label` is its
    name for the reader.
    """

    start: int
    end: int
    kind: str
    anchor: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that the same marks cover, the leading one first; `opens` are the marks that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def anchors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark.anchor for mark in self.marks))

    @property
    def label(self) -> str:
        """The names of all its marks."""
        return " · ".join(dict.fromkeys(mark.label for mark in self.marks))


def runs(text: str, marks: Iterable[Mark]) -> list[Run]:
    """Cuts `text` where marks begin and end; the runs' texts together are `text`.

    Marks are clipped to the text, and dropped when empty: evidence may stem from another version.
    """
    kept = [
        (max(0, mark.start), min(len(text), mark.end), mark)
        for mark in marks
        if max(0, mark.start) < min(len(text), mark.end)
    ]
    cuts = sorted({0, len(text), *(start for start, _, _ in kept), *(end for _, end, _ in kept)})
    starting: dict[int, list[Mark]] = {}
    ending: dict[int, list[Mark]] = {}
    for start, end, mark in kept:
        starting.setdefault(start, []).append(mark)
        ending.setdefault(end, []).append(mark)
    active: list[Mark] = []
    pieces = []
    for start, end in pairwise(cuts):
        for mark in ending.get(start, ()):
            if mark.kind != PLACE:
                active.remove(mark)
        opening = starting.get(start, [])
        active.extend(mark for mark in opening if mark.kind != PLACE)
        pieces.append(Run(text[start:end], tuple(sorted(active, key=_leading)), tuple(opening)))
    return pieces


def paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Run]]:
    """The runs of each line of `text`; joined with line feeds they are `text`. A mark may go on over lines."""
    lines: list[list[Run]] = [[]]
    for run in runs(text, marks):
        opens = run.opens
        for number, part in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Run(part, run.marks, opens))
                opens = ()
    return lines


def _leading(mark: Mark) -> tuple[int, int, int]:
    """The sort key of marks: by kind, then the shorter one, which is the more exact."""
    rank = KINDS.index(mark.kind) if mark.kind in KINDS else len(KINDS)
    return rank, mark.end - mark.start, mark.start
