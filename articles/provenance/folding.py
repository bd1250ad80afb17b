"""One form for every spelling: the lexicons and patterns are written for it alone."""

from __future__ import annotations

from articles.text.simplified import SIMPLIFIED


def _table() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i) for i in range(94)}  # full-width ASCII
    table |= SIMPLIFIED
    table |= dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\t"), " ")
    table |= dict.fromkeys(map(ord, "「『﹁﹃„"), "“") | dict.fromkeys(map(ord, "」』﹂﹄‟"), "”")
    table |= dict.fromkeys(map(ord, "‧•・∙"), "·")
    return table | {ord("｡"): "。", ord("﹕"): ":", ord("﹐"): ","}


_TABLE = _table()


def fold(text: str) -> str:
    """Half-width punctuation, simplified characters, “ ” for every corner quote.

    One character for one character, so an offset in the result is an offset in `text`. Straight quotes stay: nothing in
    one of them says whether it opens or closes.
    """
    return text.translate(_TABLE)
