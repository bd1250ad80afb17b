"""Notes that people write: cleaned and bounded."""

from __future__ import annotations

import unicodedata

from moderation.decisions.errors import InvalidDecision

LONGEST_NOTE = 10_000


def clean_note(note: str) -> str:
    """The note without control characters. Raises InvalidDecision when it is too long."""
    cleaned = "".join(char for char in note if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")).strip()
    if len(cleaned) > LONGEST_NOTE:
        raise InvalidDecision(
            "note", "too_long", f"a note has at most {LONGEST_NOTE} characters, this one {len(cleaned)}"
        )
    return cleaned
