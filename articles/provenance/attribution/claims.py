"""The extent of a credited claim."""

from __future__ import annotations

import re

_OPENING = re.compile(r"(?:[:,] *\n?)? *(?:[“\"]|(?=\S))")
_SENTENCE_END = re.compile(r"[。!?;\n]|$")
_LONGEST = 600
"""Longest claim in characters: without a full stop every claim would run to the end of the text."""


def claim_after(folded: str, verb_end: int) -> tuple[int, int]:
    """Return the quotation after the verb, else the rest of its sentence; an empty span when nothing follows."""
    opening = _OPENING.match(folded, verb_end)
    if opening is None:
        return verb_end, verb_end
    start, stop = opening.end(), min(len(folded), opening.end() + _LONGEST)
    if folded[start - 1 : start] in ("“", '"'):
        end = _quote_end(folded, start, stop)
        return start, end
    found = _SENTENCE_END.search(folded, start, stop)
    return (start, found.start()) if found else (start, start)


def claim_before(folded: str, speaker_start: int) -> tuple[int, int] | None:
    """Return the quotation that ends just before the speaker (“…”，张三说。), else None."""
    end = len(folded[max(0, speaker_start - 4) : speaker_start].rstrip(", ")) + max(0, speaker_start - 4)
    if end == 0 or folded[end - 1] not in ("”", '"'):
        return None
    opening = "“" if folded[end - 1] == "”" else '"'
    start = folded.rfind(opening, max(0, end - _LONGEST), end - 1) + 1
    return (start, end - 1) if start and "\n" not in folded[start:end] else None


def _quote_end(folded: str, start: int, stop: int) -> int:
    closing = "”" if folded[start - 1] == "“" else '"'
    line_end = folded.find("\n", start, stop)
    stop = stop if line_end < 0 else line_end
    end = folded.find(closing, start, stop)
    return stop if end < 0 else end
