"""Escapes text that a spreadsheet would run as a formula. Pure.

Excel, LibreOffice and WPS read a cell that begins with one of these characters as a formula, even after spaces. A quote
in front makes it text. https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import unicodedata

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text without control characters, with a quote before a would-be formula."""
    shown = "".join(char if char == "\n" or unicodedata.category(char)[0] != "C" else " " for char in text)
    return f"'{shown}" if shown.lstrip(" \n\u3000\u00a0").startswith(_STARTS) or shown.startswith(_STARTS) else shown
