"""One spelling for matching: half-width punctuation and simplified characters, offset for offset.

`fold_page` maps character to character, so a span found in the folded text is a span of the original. It is for
matching notices only: what is stored and shown is always the original text.
"""

from __future__ import annotations

from articles.text.simplified import SIMPLIFIED

_TABLE: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TABLE |= SIMPLIFIED
_TABLE |= {ord(wide): narrow for wide, narrow in zip("\u3000\xa0、「『」』【】〔〕", "  ,““””[]()", strict=True)}


def fold_page(text: str) -> str:
    """The same text, same length, in half-width punctuation and simplified characters.

    。 stays as it is: a point may be decimal.
    """
    return text.translate(_TABLE)
