"""Text in a charset of two bytes with one byte lost or broken: read on from the next whole character.

A decoder that takes the wrong byte for the first of a pair reads everything up to the next tag wrongly. The place of
the fault is where leaving out one byte gives the most common characters behind it.
"""

from __future__ import annotations

import re

from articles.parsing.carriers.charsets import common_letters

_CODECS = frozenset(("gb18030", "big5hkscs"))
_PIECE = re.compile(rb"[^<>\r\n]{8,2000}")
_MOST_PIECES = 5
_LEAST_GAIN = 2  # more common letters than before; one wrong pair can be common by chance
_LOST = "\ufffd"


def mended(data: bytes, codec: str, text: str) -> str:
    """Return `text`, which `data` was decoded to, with at most five broken pieces between tags read anew.

    The broken byte stays as a replacement character.
    """
    if codec not in _CODECS or _LOST not in text:
        return text
    done = 0
    for found in _PIECE.finditer(data):
        piece = found.group()
        if max(piece) < 0x80:
            continue
        wrong = piece.decode(codec, "replace")
        if _LOST not in wrong:
            continue
        best = _without_one_byte(piece, codec, wrong)
        if best is not None:
            text = text.replace(wrong, best, 1)
        done += 1
        if done == _MOST_PIECES:
            break
    return text


def _without_one_byte(piece: bytes, codec: str, wrong: str) -> str | None:
    """Return the reading of a piece without the byte that spoils it; None when no reading is clearly better."""
    best, most = None, common_letters(wrong) + _LEAST_GAIN
    at = 0
    while at < len(piece):
        rest = piece[at + 1 :].decode(codec, "replace")
        if _LOST not in rest:
            read = piece[:at].decode(codec, "replace") + _LOST + rest
            if common_letters(read) > most:
                best, most = read, common_letters(read)
        at += 1 if piece[at] < 0x80 else 2
    return best
