"""Styles of single elements from the `<style>` elements and style attributes of a page.

Selectors of tags, classes, ids and `*`, joined by blanks or `>`; the last of the most specific rules wins, as in
https://www.w3.org/TR/css-cascade-4/. Linked sheets are never fetched. Linked sheets, rules of other kinds, and exceeded
limits make the styles incomplete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.parsing.visibility.declared_styles import Declarations, plain, read_declarations
from articles.parsing.visibility.selectors import Compound, key_of, read_selector

_MOST_CSS = 400_000
_MOST_SELECTORS = 10_000
_MOST_STEPS = 200_000
"""Most comparisons of elements with selectors per page: rules × elements × ancestors must stay bounded."""
_LONGEST_STYLE, _MOST_DECLARED = 4_000, 100_000
"""Most characters of declarations per block and per page: some 0.2 s of reading."""
# Rules for states that text does not have when a page is read, or for pseudo-elements.
_PASSING = re.compile(r":(?:hover|focus|active|visited|target|disabled|checked|before|after|:)")
_ALWAYS_MEDIA = re.compile(r"@media\s*(?:only\s*)?(?:screen|all)?\s*$")
# Rules in these groups, and nested rules, may apply; those of other media and animation steps are ignored.
_CONDITIONAL = re.compile(r"@(?:supports|layer|container|scope|starting-style)\b|[^@]")
_LEFT_OUT, _OPEN, _APPLIED = range(3)
_LONGEST_KEPT = 60_000

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
    """The rules of one page, read on demand."""

    _is_whole: bool = True
    _raw: dict[str, list[_RawRule]] = field(default_factory=dict)
    _odd: list[str] = field(default_factory=list)  # blocks whose selectors are not understood
    _rules: dict[str, list[_Rule]] = field(default_factory=dict)
    _known: dict[int, Stated] = field(default_factory=dict)
    _declared: dict[str, Declarations] = field(default_factory=dict)
    _count: int = 0
    _steps: int = 0
    _read: int = 0

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
        """Whether all styles of the page were read and understood, as far as known: rules are read on demand."""
        while self._odd and self._is_whole:
            self._is_whole = not self._read_declarations(self._odd.pop())
        return self._is_whole

    def of_node(self, node: LexborNode) -> Stated:
        """Return the judged properties of the element itself: property → (value, its place)."""
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
        inline = node.attributes.get("style")
        for key, (value, important) in self._read_declarations(plain(inline)).items() if inline else ():
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
                if self._fits(rule.compounds, node):
                    yield rule

    def _fits(self, compounds: tuple[Compound, ...], node: LexborNode) -> bool:
        """Whether a selector matches `node`; checks at most 10 levels, within the page's limit of steps."""
        self._steps += 1
        *left, last = compounds
        if not last.fits(node):
            return False
        above = node.parent if left else None
        while above is not None and above.is_element_node and self._steps <= _MOST_STEPS:
            if self._fits(tuple(left), above):
                return True
            above = None if last.is_child else above.parent
        return not left

    def _read_rules(self, key: str) -> list[_Rule]:
        if key not in self._rules:
            self._rules[key] = []
            for selector, text, order in self._raw.get(key, ()):
                declarations = self._read_declarations(text)
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

    def _read_declarations(self, text: str) -> Declarations:
        if len(text) > _LONGEST_STYLE:
            self._is_whole, text = False, text[:_LONGEST_STYLE].rpartition(";")[0]
        if text not in self._declared:
            self._read += len(text)
            is_much = self._read > _MOST_DECLARED
            self._is_whole = self._is_whole and not is_much
            self._declared[text] = {} if is_much else read_declarations(text)
        return self._declared[text]

    def _add_sheet(self, css: str) -> None:
        if len(css) > _MOST_CSS or "@import" in css:
            self._is_whole = False
        sheet = _kept_sheet(css) if len(css) <= _LONGEST_KEPT else _read_sheet(css[:_MOST_CSS])
        self._odd += sheet.odd
        for at, (key, selector, text) in enumerate(sheet.rules):
            if self._count + sheet.counts[at] > _MOST_SELECTORS:
                self._is_whole = False
                break
            self._raw.setdefault(key, []).append((selector, text, self._count + sheet.counts[at]))
        self._count += sheet.count
        self._is_whole = self._is_whole and self._count <= _MOST_SELECTORS


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The rules of one sheet by the key of their selector, each with its number, and blocks that are not understood."""

    rules: tuple[tuple[str, str, str], ...]
    counts: tuple[int, ...]
    odd: tuple[str, ...]
    count: int


def _read_sheet(css: str) -> _Sheet:
    css = plain(css).replace("<!--", " ").replace("-->", " ")
    rules: list[tuple[str, str, str]] = []
    counts: list[int] = []
    odd: list[str] = []
    count = 0
    groups = [_APPLIED]  # of the groups (@media …) that are open, outermost first
    for piece in css.split("}"):
        *heads, text = piece.split("{")
        for place, head in enumerate(heads, 1):
            before, _, prelude = head.rpartition(";")
            if groups[-1] == _OPEN:
                odd.append(before)
            selectors = prelude.strip()
            if place < len(heads):
                groups.append(min(groups[-1], _group(selectors)))
            elif selectors and selectors[0] != "@" and groups[-1] != _LEFT_OUT:
                for selector in selectors.split(",", _MOST_SELECTORS + 1 - count):
                    count += 1
                    if count > _MOST_SELECTORS:
                        break
                    selector = selector.strip()
                    key = key_of(selector) if groups[-1] == _APPLIED else None
                    if key:
                        rules.append((key, selector, text))
                        counts.append(count)
                    elif not _PASSING.search(selector):
                        odd.append(text)
        if not heads and len(groups) > 1 and groups.pop() == _OPEN:
            odd.append(text)
    return _Sheet(tuple(rules), tuple(counts), tuple(odd), count)


# The pages of one platform share their sheets: at most 32 of 60,000 characters are kept.
_kept_sheet = lru_cache(maxsize=32)(_read_sheet)


def _group(prelude: str) -> int:
    """Classify a group of rules: applied, conditional or ignored."""
    prelude = prelude.lower()
    return _APPLIED if _ALWAYS_MEDIA.match(prelude) else _OPEN if _CONDITIONAL.match(prelude) else _LEFT_OUT


def describe(node: LexborNode) -> str:
    """Name an element for people: `p.note` or `div#foot`, at most 40 characters."""
    attributes = node.attributes
    first_class = next(iter((attributes.get("class") or "").split()), "")
    suffix = f".{first_class}" if first_class else f"#{attributes.get('id')}" if attributes.get("id") else ""
    return f"{node.tag}{suffix}"[:40]
