"""One spelling for matching: half-width punctuation and simplified characters, offset for offset.

`fold_page` maps character to character, so a span of the folded text is the same span of the original. Use it to match
notices only; the original text is stored and shown.
"""

from __future__ import annotations

import re
from functools import lru_cache

from articles.text.simplified import SIMPLIFIED

_TABLE: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TABLE |= SIMPLIFIED
_TABLE |= {ord(wide): narrow for wide, narrow in zip("\u3000\xa0、「『」』【】〔〕", "  ,““””[]()", strict=True)}
# `str.translate` looks up each character, and takes some ten times as long as these replacements and the search that
# finds nothing else to fold in most texts.
_USUAL = tuple((wide, _TABLE[ord(wide)]) for wide in "，、：；！？（）")
_LONGEST_KEPT = 400  # characters
_FOLDED = re.compile(f"[{''.join(re.escape(chr(code)) for code in sorted(_TABLE))}]")


def fold_page(text: str) -> str:
    """Fold to half-width punctuation and simplified characters, at the same length.

    。 stays as it is: a full stop in half width could be a decimal point.
    """
    return _kept(text) if len(text) <= _LONGEST_KEPT else _folded(text)


def _folded(text: str) -> str:
    for wide, narrow in _USUAL:
        text = text.replace(wide, narrow)
    return text.translate(_TABLE) if _FOLDED.search(text) else text


# The readers of one page fold the same line some three times.
_kept = lru_cache(maxsize=128)(_folded)
