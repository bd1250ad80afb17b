"""Compare wordings of disclaimers, ignoring punctuation, width and script. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from articles.text.simplified import SIMPLIFIED

# A blank in a known wording, for a part that changes from article to article: a name, an editor.
BLANK = "{}"
LONGEST_BLANK = 60
_NOT_WORDS = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """Strip punctuation, spaces and differences of case, width and script from a wording."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(SIMPLIFIED)


def wording_key(text: str) -> str:
    """Hash the bare wording (SHA-256), blanks kept in place; equal keys mean the same wording."""
    return hashlib.sha256(BLANK.join(bare(part) for part in text.split(BLANK)).encode()).hexdigest()


def fits(wording: str, text: str) -> bool:
    """Whether `text` is `wording` with its blanks filled, each with 1–60 characters (punctuation not counted)."""
    parts = [re.escape(bare(part)) for part in wording.split(BLANK)]
    # Lazy and bounded: each blank has at most LONGEST_BLANK ends, and a wording few blanks.
    return re.fullmatch(f".{{1,{LONGEST_BLANK}}}?".join(parts), bare(text)) is not None
