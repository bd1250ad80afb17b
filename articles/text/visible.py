"""Text as people see it: what orders or hides characters is shown as a mark, and right-to-left text is isolated.

An author writes a headline with U+202E, and a moderator reads it backwards; or a name with U+200B that looks like
another one. Stored text stays as it came: `visible` is for output alone, and `visible_page` for a whole page of HTML.
Both change nothing the second time.
"""

from __future__ import annotations

import re

# Characters that order others: the Arabic letter mark, marks, embeddings, overrides, isolates.
_ORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Characters that show nothing: controls, soft hyphen, joiners, fillers, blanks, deprecated format characters, tags.
_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029"
    "\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
# Letters that are written from right to left: Hebrew, Arabic, Syriac, Thaana, NKo and the older scripts.
_RTL = "\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Where joiners have a use: between letters of scripts that join, and between pictures.
_JOINING = "\u0600-\u0dff\u1000-\u109f\u1780-\u17ff\u1820-\u18af"
_PICTURE = "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_RTL_RUN = f"[{_RTL}]+(?: [{_RTL}]+)*"

_ODD = re.compile(
    # What stays: isolates of our own, flags of regions, joiners in their place, one selector behind a character.
    f"(?P<kept>\u2068{_RTL_RUN}\u2069|{_FLAG}|(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])"
    f"|(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])|(?<=[^\\s{_SELECTOR}])[{_SELECTOR}](?![{_SELECTOR}]))"
    f"|(?P<hidden>[{_ORDERING}{_HIDDEN}{_SELECTOR}]+)"
    f"|(?P<rtl>{_RTL_RUN})"
)
_ANY = re.compile(f"[{_ORDERING}{_HIDDEN}{_SELECTOR}{_RTL}]")
# So many marks of one run are written out; a headline of a thousand zero-width spaces stays a line.
_MOST_MARKS = 8
# What a form sends back: the values of its controls. A mark there would change what is stored.
_CONTROL = re.compile(
    r"<textarea\b[^>]*>.*?</textarea\s*>|<(?:input|option|button|select)\b(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>",
    re.IGNORECASE | re.DOTALL,
)


def visible(text: str) -> str:
    """The text with marks like ‹U+202E›, and each run of right-to-left letters isolated from its neighbours."""
    return _ODD.sub(_shown, text) if _ANY.search(text) else text


def visible_page(html: str) -> str:
    """The page so, except for the values that its forms send back. Marks hold nothing that HTML escapes."""
    if not _ANY.search(html):
        return html
    parts: list[str] = []
    end = 0
    for control in _CONTROL.finditer(html):
        parts += [visible(html[end : control.start()]), control[0]]
        end = control.end()
    return "".join([*parts, visible(html[end:])])


def _shown(match: re.Match[str]) -> str:
    if match["kept"] is not None:
        return match[0]
    if match["rtl"] is not None:
        return f"\u2068{match[0]}\u2069"
    marks = [f"‹U+{ord(character):04X}›" for character in match[0][:_MOST_MARKS]]
    more = len(match[0]) - len(marks)
    return "".join([*marks, f"‹+{more}›"] if more else marks)
