"""CSS selectors of tags, classes, ids and `*`, joined by blanks or `>`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

KEY = re.compile(r"(?:[#.]|(?<![\w\u0080-\uffff#.-]))[\w\u0080-\uffff-]+$|\*$")
"""The last simple selector, which an element must have for the whole to be about it."""
_COMPOUND = re.compile(r"([a-z][a-z0-9-]*|\*)?((?:[#.][\w\u0080-\uffff-]+)*)", re.IGNORECASE)
_PART = re.compile(r"[#.][\w\u0080-\uffff-]+")


@dataclass(frozen=True, slots=True)
class Compound:
    """`tag#id.class`; `is_child` when it stands after a `>`."""

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


def read_selector(selector: str) -> tuple[Compound, ...] | None:
    """The compounds of a selector from left to right; None for selectors of other kinds."""
    compounds: list[Compound] = []
    is_child = False
    for word in selector[:300].replace(">", " > ").split():
        if word == ">":
            is_child = True
            continue
        match = _COMPOUND.fullmatch(word)
        if not match or len(compounds) >= 10:
            return None
        parts = _PART.findall(match[2])
        ids = [part[1:] for part in parts if part[0] == "#"]
        if len(ids) > 1:
            return None
        tag = match[1].lower() if match[1] and match[1] != "*" else None
        classes = frozenset(part[1:] for part in parts if part[0] == ".")
        compounds.append(Compound(tag, ids[0] if ids else None, classes, is_child))
        is_child = False
    return tuple(compounds) or None
