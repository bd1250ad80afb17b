"""The normal form in which declarations are compared: one spelling for all scripts, widths and decorations.

Half-width punctuation and simplified characters; no invisible characters; pictures and decorations (emoji, ⚠️, ▲, #)
are spaces; no space between Chinese and Latin letters, beside a separator, or inside a word that is typed letter by
letter (A I). A span of the form is mapped back to the original text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from articles.text.page_folding import fold_page

# Characters above stay as they are: rare ideographs, and tags behind flags. A tuple of this length is the fastest
# table for `str.translate`: 27 ns a character, a dict of the changed ones alone 64.
_CHARACTERS = 0x1FB00
_PLANE = 0x10000
_LINE_ENDS = "\n\r\u2028\u2029\x0b\x0c\x85"
_FILLED = (0x1F150, 0x1F170)  # A to Z on a filled circle and square: 🅐, 🅰
_CAMERAS = "\U0001f4f7\U0001f4f8\U0001f5bc"
"""Signs that authors write for the word picture: 📸：网络."""
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
_DECORATIONS = "#*~^`•‣⁃※‼⁉†‡§¶<>«»‹›"
_SPELLINGS = (
    ("丨│┃￤∣ǀ", "|"),
    ("﹕∶︰꞉", ":"),
    ("・‧∙", "·"),
    ("⁄∕", "/"),
    ("〖〘〚", "["),
    ("〗〙〛", "]"),
    ("｡﹐﹔﹗﹖", "。,;!?"),
    ("АаІіΑΙ", "AaIiAI"),  # Cyrillic and Greek
)
_SPELLED = {
    ord(other): usual[min(at, len(usual) - 1)] for others, usual in _SPELLINGS for at, other in enumerate(others)
}
_LONGEST_KEPT = 400  # characters
_HAN = "\u3007\u3400-\u9fff"
# Each alternative begins with the space that it looks for, so that `re` skips to the next one.
_IDLE_SPACES = re.compile(
    rf" (?<=[{_HAN}] ) *(?=[A-Za-z0-9])| (?<=[A-Za-z0-9] ) *(?=[{_HAN}])"
    r"| (?<=[,;:。!?|/\[\]()] ) *| (?<=[^ ] ) *(?=[,;:。!?|/\])])"
)
# Single characters with one space between each (内 容 由 A I 生 成), and the two letters of AI.
# Characters with one sign between each (内_容_由_AI_生_成); four of them, so that 省/市/县 stays.
_SIGNED = re.compile(rf"([_·.|/=+\-])(?<=[{_HAN}].)(?:(?:[{_HAN}]|[Aa]\1?[Ii](?![A-Za-z]))\1){{3,}}(?=[{_HAN}])")
_MAYBE_BY_LETTER = re.compile(r" \S |[Aa] [Ii]")
_LETTER_BY_LETTER = re.compile(
    r"(?<![^\s\[(【])(?:AI|ai|\S)(?: (?:AI|ai|[^\s\])】])){2,}(?![^\s\])】])|(?<![A-Za-z0-9])[Aa] [Ii](?![A-Za-z0-9])"
)


@dataclass(frozen=True, slots=True)
class NormalForm:
    """`text` in normal form; `origin[i]` is the place of its character i in the original (None: the same place)."""

    text: str
    origin: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original behind `text[start:end]`, which must not be empty."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def normalize(text: str) -> NormalForm:
    """Return the normal form of a text, in linear time; a text without spaces and invisible characters costs least."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _normalized(text)


def _normalized(text: str) -> NormalForm:
    table = _table()
    folded = fold_page(text)
    form = folded if _settled().fullmatch(folded) else text.translate(table)
    signed = list(_SIGNED.finditer(form))
    if len(form) == len(text):
        if " " not in form and not signed:
            return NormalForm(form)
        places: Sequence[int] = range(len(text))
    else:
        places = [at for at, char in enumerate(text) if ord(char) >= _CHARACTERS or table[ord(char)] is not None]
    idle = {match.span() for match in _IDLE_SPACES.finditer(form)}
    for match in _LETTER_BY_LETTER.finditer(form) if _MAYBE_BY_LETTER.search(form) else ():
        idle.update((at, at + 1) for at in range(*match.span()) if form[at] == " ")
    for match in signed:
        idle.update((at, at + 1) for at in range(*match.span()) if form[at] == match[1])
    if not idle:
        return NormalForm(form, None if isinstance(places, range) else places)
    pieces: list[str] = []
    origin: list[int] = []
    end = 0
    for start, after in (*sorted(idle), (len(form), len(form))):
        if start > end:
            pieces.append(form[end:start])
            origin += places[end:start]
        end = max(end, after)
    return NormalForm("".join(pieces), origin)


# The readers of one page ask for the form of the same line up to six times.
_kept = lru_cache(maxsize=256)(_normalized)


@cache
def _settled() -> re.Pattern[str]:
    """A text that `fold_page` leaves in normal form, as it does most: it need not be looked up by character."""
    table = _table()[:_PLANE]
    folded = fold_page("".join(map(chr, range(_PLANE))))
    odd = {char for char, form in zip(folded, table, strict=True) if char != form}
    runs: list[str] = []
    for is_odd, codes in groupby(range(_PLANE), lambda code: chr(code) in odd):
        run = list(codes)
        if not is_odd:
            runs.append(f"{re.escape(chr(run[0]))}-{re.escape(chr(run[-1]))}")
    return re.compile(f"[{''.join(runs)}]*")


@cache
def _table() -> tuple[str | None, ...]:
    return tuple(map(_form, fold_page("".join(map(chr, range(_CHARACTERS)))), range(_CHARACTERS)))


def _form(folded: str, code: int) -> str | None:
    """Return the form of a character, None for an invisible one: one character at most, so that places stay."""
    char = chr(code)
    for first in _FILLED:
        if first <= code < first + 26:
            return chr(ord("A") + code - first)
    category = unicodedata.category(char)
    if category == "Lo" and not 0xF900 <= code <= 0xFAFF:
        return _SPELLED.get(code, None if char in _BLANK_LETTERS else folded)
    if char in _LINE_ENDS:
        return "\n"
    if char in _CAMERAS:
        return "图"
    if category == "Zs" or char == "\t" or char in _DECORATIONS:
        return " "
    if category in ("Cf", "Cc", "Mn", "Me") or char in _BLANK_LETTERS:
        return None
    if code in _SPELLED:
        return _SPELLED[code]
    wide = unicodedata.normalize("NFKC", char) if code > 0x7F and folded == char else folded
    form = fold_page(wide) if len(wide) == 1 else folded
    if (category in ("So", "Sk") and code > 0xFF) or (
        category == "Sm" and 0x2190 <= code < 0x2C00
    ):  # a circled letter is that letter, any other sign is a decoration
        return form if form != char and form.isalnum() else " "
    return form
