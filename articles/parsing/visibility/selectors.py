"""CSS selectors of tags, classes, ids and `*`, joined by blanks or `>`.

cssselect2 supports all selectors, but needs 0.2–1.5 ms to compile one, and seconds to match one of four parts below 60
elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_NAME = r"(?:[^\x00-,./:-@\[-^`{-\x7f]|\\[0-9a-f]{6})+"  # letters, digits, `-`, `_`, whatever is not ASCII, escapes
_KEY = re.compile(rf"(?>.*[\s>+~|])?+(?>.*(?=[#.]))?+([#.]?{_NAME}|\*)", re.DOTALL)
_COMPOUND = re.compile(rf"({_NAME}|\*)?((?:[#.]{_NAME})*)")
_PART = re.compile(rf"[#.]{_NAME}")
_ESCAPE = re.compile(r"\\([0-9a-f]{6})")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound selector `tag#id.class`; `is_child` when it stands after a `>`."""

    tag: str | None
    identity: str | None
    classes: frozenset[str]
    is_child: bool

    def fits(self, node: LexborNode) -> bool:
        if self.tag and self.tag != node.tag:
            return False
        attributes = node.attributes
        if self.identity and self.identity != attributes.get("id"):
            return False
        return not self.classes or self.classes.issubset((attributes.get("class") or "").split())


def key_of(selector: str) -> str | None:
    """Return the `#id`, `.class`, `tag` or `*` that an element must have to match; None if unknown."""
    match = _KEY.fullmatch(selector) if len(selector) <= _LONGEST else None
    if match is None:
        return None
    key = _unescaped(match[1])
    return key if key[0] in "#." else key.lower()


def read_selector(selector: str) -> tuple[Compound, ...] | None:
    """Parse a selector into compounds from left to right; None for other kinds of selectors."""
    compounds: list[Compound] = []
    is_child = False
    for word in selector[: _LONGEST + 1].replace(">", " > ").split():
        if word == ">":
            is_child = True
            continue
        match = _COMPOUND.fullmatch(word)
        if not match or len(compounds) >= 10:
            return None
        parts = [_unescaped(part) for part in _PART.findall(match[2])]
        ids = [part[1:] for part in parts if part[0] == "#"]
        if len(ids) > 1:
            return None
        tag = _unescaped(match[1]).lower() if match[1] and match[1] != "*" else None
        classes = frozenset(part[1:] for part in parts if part[0] == ".")
        compounds.append(Compound(tag, ids[0] if ids else None, classes, is_child))
        is_child = False
    return tuple(compounds) or None


def _unescaped(name: str) -> str:
    return _ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), name) if "\\" in name else name
