"""When two wordings of a disclaimer are the same: whatever the punctuation, the width and the script. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from articles.text.simplified import SIMPLIFIED

# Stands in a known wording for a part that changes from article to article: a name, an editor.
BLANK = "{}"
LONGEST_BLANK = 60
_NOT_WORDS = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """The wording without punctuation, spaces, case, width and script differences."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(SIMPLIFIED)


def wording_key(text: str) -> str:
    """SHA-256 of the bare wording, blanks kept in their places: equal keys are one wording."""
    return hashlib.sha256(BLANK.join(bare(part) for part in text.split(BLANK)).encode()).hexdigest()


def fits(wording: str, text: str) -> bool:
    """Whether `text` is `wording` with its blanks filled, each with 1–60 characters (punctuation not counted)."""
    parts = [re.escape(bare(part)) for part in wording.split(BLANK)]
    # Lazy and bounded: each blank has at most LONGEST_BLANK ends, and a wording few blanks.
    return re.fullmatch(f".{{1,{LONGEST_BLANK}}}?".join(parts), bare(text)) is not None
