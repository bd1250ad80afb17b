"""Short hashes of URLs and headlines, to match references with articles."""

from __future__ import annotations

import hashlib
import re

from articles.intake.identity.urls import canonical_url
from articles.text.prose_folding import fold_prose

_NOT_WORD = re.compile(r"[\W_]+")
# A shorter headline (快讯, 今日要闻) does not identify an article.
_SHORTEST_HEADLINE = 6


def url_key(url: str) -> str:
    """Hash the canonical URL to 16 hexadecimal digits; empty when it names no article."""
    return _digest(canonical_url(url))


def headline_key(headline: str) -> str:
    """Hash a headline to 16 hexadecimal digits, ignoring punctuation, spaces, width, case and script.

    Empty for headlines of fewer than 6 characters.
    """
    words = _NOT_WORD.sub("", fold_prose(headline)).casefold()
    return _digest(words) if len(words) >= _SHORTEST_HEADLINE else ""


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=8).hexdigest() if text else ""
