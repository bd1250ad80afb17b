"""Text that a spreadsheet would run, made harmless. Pure.

A cell that begins with one of these is a formula to Excel, LibreOffice or WPS, also after spaces; with a quote before
it, it is text. https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import unicodedata

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text without control characters, with a quote before what would be a formula."""
    shown = "".join(char if char == "\n" or unicodedata.category(char)[0] != "C" else " " for char in text)
    return f"'{shown}" if shown.lstrip(" \n\u3000\u00a0").startswith(_STARTS) or shown.startswith(_STARTS) else shown
