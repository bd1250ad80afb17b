"""One form for every spelling: the lexicons and patterns are written for it alone."""

from __future__ import annotations

from functools import lru_cache

from articles.text.simplified import SIMPLIFIED


def _table() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i) for i in range(94)}  # full-width ASCII
    table |= SIMPLIFIED
    table |= dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\t"), " ")
    table |= dict.fromkeys(map(ord, "「『﹁﹃„"), "“") | dict.fromkeys(map(ord, "」』﹂﹄‟"), "”")
    table |= dict.fromkeys(map(ord, "‧•・∙"), "·")
    return table | {ord("｡"): "。", ord("﹕"): ":", ord("﹐"): ","}


_TABLE = _table()


_SHORT = 200  # characters; shorter strings are not cached, they would push the article texts out


def fold_prose(text: str) -> str:
    """Fold to half-width punctuation, simplified characters, and “ ” for corner quotes.

    Character by character, so an offset in the result is an offset in `text`. Straight quotes stay: they do not show
    whether they open or close.
    """
    return text.translate(_TABLE) if len(text) < _SHORT else _folded(text)


@lru_cache(maxsize=4)  # the stages fold the same text several times, and never an older one
def _folded(text: str) -> str:
    return text.translate(_TABLE)
