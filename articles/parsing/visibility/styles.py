"""What the `<style>` elements and style attributes of a page say about single elements.

Selectors of tags, classes, ids and `*`, joined by blanks or `>`; the last of the most specific rules wins, as in
https://www.w3.org/TR/css-cascade-4/. Sheets that the page links to are never fetched; with one, with rules of other
kinds, or beyond the limits the styles are not complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.parsing.visibility.declared_styles import Declarations, read_declarations, without_comments
from articles.parsing.visibility.selectors import KEY, Compound, read_selector

_MOST_CSS = 400_000
_MOST_SELECTORS = 10_000
_MOST_STEPS = 200_000
"""Elements compared with selectors, a page: rules times elements times ancestors must stay bounded."""
_LONGEST_STYLE = 4_000
# Rules for a state that text is not in when a page is read, or for boxes of their own.
_PASSING = re.compile(r":(?:hover|focus|active|visited|target|disabled|checked|before|after|:)")
_ALWAYS_MEDIA = re.compile(r"@media\s*(?:only\s*)?(?:screen|all)?\s*$")

Stated = dict[str, tuple[str, str]]
"""Property → (value, where it is stated)."""


@dataclass(frozen=True, slots=True)
class _Rule:
    compounds: tuple[Compound, ...]
    rank: tuple[int, int, int, int]  # ids, classes, tags, order
    declarations: Declarations
    selector: str


_RawRule = tuple[str, str, int]  # selector, block, order


@dataclass
class Styles:
    """The rules of one page, read when an element asks for them."""

    _is_whole: bool = True
    _raw: dict[str, list[_RawRule]] = field(default_factory=dict)
    _odd: list[str] = field(default_factory=list)  # the blocks of selectors of other kinds
    _rules: dict[str, list[_Rule]] = field(default_factory=dict)
    _known: dict[int, Stated] = field(default_factory=dict)
    _count: int = 0
    _steps: int = 0

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> Styles:
        styles = cls()
        for node in tree.css("style, link[href]"):
            attributes = node.attributes
            if node.tag == "style":
                styles._add_sheet(node.text())
            elif "stylesheet" in (attributes.get("rel") or "").lower():
                styles._is_whole = styles._is_whole and (attributes.get("media") or "").lower() == "print"
        return styles

    @property
    def complete(self) -> bool:
        """Whether all that styles the page was read and understood, as far as is known: rules are read when needed."""
        while self._odd and self._is_whole:
            self._is_whole = not read_declarations(self._odd.pop())
        return self._is_whole

    def of_node(self, node: LexborNode) -> Stated:
        """The judged properties stated for an element itself: property → (value, where it is stated)."""
        found = self._known.get(node.mem_id)
        if found is None:
            found = self._known[node.mem_id] = self._cascade(node)
        return found

    def _cascade(self, node: LexborNode) -> Stated:
        won: dict[str, tuple[tuple[bool, bool, tuple[int, ...]], str, str]] = {}
        for rule in self._matching(node):
            for key, (value, important) in rule.declarations.items():
                rank = (important, False, rule.rank)
                if key not in won or rank >= won[key][0]:
                    won[key] = (rank, value, f"{describe(node)} ({rule.selector[:60]})")
        inline = node.attributes.get("style") or ""
        if len(inline) > _LONGEST_STYLE:
            self._is_whole, inline = False, inline[:_LONGEST_STYLE].rpartition(";")[0]
        if "\\" in inline:
            self._is_whole = False  # an escape can spell any name
        for key, (value, important) in read_declarations(inline).items():
            if key not in won or (important, True) >= won[key][0][:2]:
                won[key] = ((important, True, ()), value, describe(node))
        return {key: (value, where) for key, (_, value, where) in won.items()}

    def _matching(self, node: LexborNode) -> Iterator[_Rule]:
        attributes = node.attributes
        names = {f".{name}" for name in (attributes.get("class") or "").split()[:50]}
        for key in (f"#{attributes.get('id')}", *sorted(names), node.tag or "", "*"):
            for rule in self._read_rules(key):
                if self._steps > _MOST_STEPS:
                    self._is_whole = False
                    return
                if self._fits(rule, node):
                    yield rule

    def _fits(self, rule: _Rule, node: LexborNode) -> bool:
        """Whether a rule is for `node`. A selector's left parts take the nearest fitting ancestor."""
        self._steps += 1
        if not rule.compounds[-1].fits(node):
            return False
        must_be_parent = rule.compounds[-1].is_child
        for compound in reversed(rule.compounds[:-1]):
            above = node.parent
            while above is not None and not compound.fits(above):
                self._steps += 1
                above = None if must_be_parent else above.parent
            if above is None:
                return False
            node, must_be_parent = above, compound.is_child
        return True

    def _read_rules(self, key: str) -> list[_Rule]:
        if key not in self._rules:
            self._rules[key] = []
            for selector, text, order in self._raw.get(key, ()):
                declarations = read_declarations(text)
                compounds = read_selector(selector) if declarations else ()
                if compounds:
                    ids = sum(compound.identity is not None for compound in compounds)
                    classes = sum(len(compound.classes) for compound in compounds)
                    tags = sum(compound.tag is not None for compound in compounds)
                    rule = _Rule(compounds, (ids, classes, tags, order), declarations, " ".join(selector.split()))
                    self._rules[key].append(rule)
                elif declarations:
                    self._is_whole = False
        return self._rules[key]

    def _add_sheet(self, css: str) -> None:
        if len(css) > _MOST_CSS or "@import" in css:
            self._is_whole = False
        css = without_comments(css[:_MOST_CSS])
        is_applied, depth = True, 0  # of the group (@media …) that is open, and how many are
        for piece in css.split("}"):
            head, brace, text = piece.rpartition("{")
            if not brace:
                depth = max(0, depth - 1)
                is_applied = is_applied or depth == 0
                continue
            groups, _, prelude = head.rpartition("{")
            if groups or "{" in head:
                depth += head.count("{")
                is_applied = is_applied and all(
                    _ALWAYS_MEDIA.match(group.strip().lower()) for group in groups.split("{")
                )
            if is_applied:
                self._add(prelude.rpartition(";")[2].strip(), text)

    def _add(self, selectors: str, text: str) -> None:
        if not selectors or selectors[0] == "@":
            return
        for selector in selectors.split(","):
            self._count += 1
            if self._count > _MOST_SELECTORS:
                self._is_whole = False
                return
            selector = selector.strip()
            key = KEY.search(selector)
            if key:
                name = key.group() if key.group()[0] in "#." else key.group().lower()
                self._raw.setdefault(name, []).append((selector, text, self._count))
            elif not _PASSING.search(selector):
                self._odd.append(text)


def describe(node: LexborNode) -> str:
    """`p.note` or `div#foot`: an element's name for people, at most 40 characters."""
    attributes = node.attributes
    first_class = next(iter((attributes.get("class") or "").split()), "")
    suffix = f".{first_class}" if first_class else f"#{attributes.get('id')}" if attributes.get("id") else ""
    return f"{node.tag}{suffix}"[:40]
