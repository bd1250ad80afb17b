"""A text without what hides its words: zero-width characters, and spaces between all characters of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.provenance.attribution.attribution import Attribution

_HIDDEN = re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufeff]")
_SPACED = re.compile(r"(?:[^\W\d_a-zA-Z] (?:[，。：、“”！？] )?){6,}(?:[^\W\d_a-zA-Z]|[。！？])")


class PlainText:
    """The text to be read, and the way back: `text` is `original` without the hidden characters."""

    def __init__(self, original: str) -> None:
        self._original = original
        dropped = [match.start() for match in _HIDDEN.finditer(original)]
        for run in _SPACED.finditer(original):
            dropped += range(run.start() + 1, run.end(), 2)
        self._kept: list[int] | None = None
        self.text = original
        if dropped:
            gone = set(dropped)
            self._kept = [at for at in range(len(original)) if at not in gone]
            self.text = "".join(original[at] for at in self._kept)

    def restored(self, found: Sequence[Attribution]) -> list[Attribution]:
        """Return the attributions with offsets and words of the original."""
        if self._kept is None:
            return list(found)
        return [self._restored(each) for each in found]

    def original_offset(self, at: int) -> int:
        """Return the offset in the original of an offset in `text`."""
        if self._kept is None:
            return at
        return self._kept[at] if at < len(self._kept) else len(self._original)

    def _restored(self, each: Attribution) -> Attribution:
        start, end = self._span(each.start, each.end)
        claim_start, claim_end = self._span(each.claim_start, each.claim_end)
        who = self._original[start:end]
        return replace(each, who=who, start=start, end=end, claim_start=claim_start, claim_end=claim_end)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        begin = self.original_offset(start)
        return (begin, self.original_offset(end - 1) + 1) if end > start else (begin, begin)
