"""Judge whether a reader sees the declarations and notices of a page, from the page alone.

The evidence is style attributes and `<style>` elements; no sheet is fetched. On a page with linked sheets a declaration
can be judged hidden, but never visible: it is then `unknown`.

GB 45438-2025 and the labelling measures (《人工智能生成合成内容标识办法》) ask for labels that users clearly perceive;
the limits (9 pixels, 60 % of the text's size, contrast 3:1) are ours; WCAG 2 requires that contrast of large text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.declarations.notices import Passage, declares, find_flags, may_declare
from articles.parsing.document.page import Page, squeeze
from articles.parsing.document.region import Region, block_of, roots, upwards
from articles.parsing.document.textmap import UNSEEN, solid
from articles.parsing.extracted import ExtractedArticle, ExtractedFlag, ExtractedVisibility
from articles.parsing.visibility.computed_style import Look, Looks, faintness, unread
from articles.parsing.visibility.hiding import closed
from articles.parsing.visibility.styles import Styles, describe

SMALLEST = 9.0
"""Pixels; smaller text is tiny."""
SMALLEST_SHARE = 0.6
FAR = 600
"""A declaration more than this many characters below the article is far; platforms' notices are shorter."""
_ORDER = ("visible", "unknown", "far", "low_contrast", "tiny", "off_screen", "hidden")
_UNDRAWN = '[style*="none" i], [hidden], [popover], dialog, noscript'
"""Elements whose content a body lacks, unless styles or attributes show them."""
_MOST_COPIES = 4
_MOST_JUDGED = 100
_MOST_SUSPECTS, _MOST_NODES = 100, 60
_LONGEST_HIDDEN = 200
_SHORTEST_HIDDEN = 6  # characters; shorter ones are badges that a script shows when they apply: 原创, 广告
_ELSEWHERE = re.compile(r"(?:^|[-_\s])(?:comments?|recommend\w{0,8}|related?)(?:$|[-_\s])", re.IGNORECASE)
_UNREAD = ExtractedVisibility("unknown", "style sheets of the page were not read")
_TOO_MANY = ExtractedVisibility("unknown", f"only the first {_MOST_JUDGED} declarations are judged")
_NOT_FOUND = ExtractedVisibility("unknown", "not found in the page's markup")


def with_visibility(article: ExtractedArticle, page: Page) -> ExtractedArticle:
    """Add the visibility of flags and notices, and hidden declarations, to the `article` of an HTML page.

    A declaration in a hidden block is not part of the body; it becomes a flag with location `element`.
    """
    suspects: dict[int, list[str]] = {}
    if not (article.provenance_flags or article.disclaimers or _may_hide(page, suspects)):
        return article  # most articles: neither their place in the page nor its styles need be read
    judged = None
    for root in roots(page, max(article.body, key=len)):
        region = Region.find(article, root)
        if region is not None:
            judged = _judged(article, _Judge(region, Looks(Styles.of(page.tree), region.around), article, suspects))
            views = [flag.visibility for flag in judged.provenance_flags]
            views += [notice.visibility for notice in judged.disclaimers]
            if _NOT_FOUND not in views:
                break
    return judged or replace(
        article,
        provenance_flags=tuple(replace(flag, visibility=_NOT_FOUND) for flag in article.provenance_flags),
        disclaimers=tuple(replace(notice, visibility=_NOT_FOUND) for notice in article.disclaimers),
    )


def _may_hide(page: Page, known: dict[int, list[str]]) -> bool:
    """Whether the page may hold a declaration that is not drawn. What is read of its elements is added to `known`."""
    elements = page.tree.css(_UNDRAWN)
    return len(elements) > _MOST_SUSPECTS or any(_suspects(element, known) for element in elements)


def _judged(article: ExtractedArticle, judge: _Judge) -> ExtractedArticle:
    flags = article.provenance_flags
    views = [judge.of(flag.text) for flag in flags[:_MOST_JUDGED]]
    views += [_TOO_MANY] * (len(flags) - len(views))
    seen = tuple(replace(flag, visibility=view) for flag, view in zip(flags, views, strict=True))
    return replace(
        article,
        provenance_flags=seen + _hidden_flags(judge, flags),
        disclaimers=tuple(replace(notice, visibility=judge.of(notice.text)) for notice in article.disclaimers),
    )


@dataclass
class _Judge:
    region: Region
    looks: Looks
    article: ExtractedArticle
    suspects: dict[int, list[str]]

    @cached_property
    def body(self) -> Look:
        return self.looks.of(self.region.sample)

    def of(self, wording: str) -> ExtractedVisibility:
        """Return the best visibility of the wording's first copies from the article's start on, else of one before."""
        needle = solid(wording)
        copies: list[ExtractedVisibility] = []
        at = self.region.text.find(needle, self.region.start)
        at = self.region.text.find(needle) if at < 0 else at
        while at >= 0 and len(copies) < _MOST_COPIES:
            copies.append(self.at(at))
            if copies[-1].state == "visible":
                break
            at = self.region.text.find_read(needle, at + len(needle))
        return min(copies, key=lambda view: _ORDER.index(view.state), default=_NOT_FOUND)

    def is_just_below(self, wording: str) -> bool:
        """Whether a wording stands below the article, but not far from it."""
        at = self.region.text.find_read(solid(wording), self.region.end)
        return 0 <= at - self.region.end <= FAR

    def at(self, position: int) -> ExtractedVisibility:
        element = self.region.text.element(position)
        look = self.looks.of(element)
        if element.tag == "details" and "open" not in element.attributes:
            return ExtractedVisibility("hidden", closed(element))
        if hiding := look.undrawn or look.invisible or (look.size_where if look.size == 0 else None):
            return ExtractedVisibility("hidden", hiding)
        if away := look.off_screen or look.indented:
            return ExtractedVisibility("off_screen", away)
        if small := self._tininess(look):
            return ExtractedVisibility("tiny", small)
        if faint := faintness(look):
            return ExtractedVisibility("low_contrast", faint)
        if distance := self._distance(position, element):
            return ExtractedVisibility("far", distance)
        if not self.looks.styles.complete:
            return _UNREAD
        open_question = unread(look)
        return ExtractedVisibility("unknown" if open_question else "visible", open_question)

    def _tininess(self, look: Look) -> str | None:
        if look.size < SMALLEST and (look.size_stated or self.looks.styles.complete):
            return look.size_where
        comparable = self.looks.styles.complete or look.size_stated == self.body.size_stated
        if comparable and look.size < SMALLEST_SHARE * self.body.size:
            return f"{look.size_where}, {look.size / self.body.size:.0%} of the text"
        return None

    def _distance(self, position: int, element: LexborNode) -> str | None:
        gap = position - self.region.end
        if gap < 0:
            return None
        first = next(iter(self.article.recommendations), None)
        if first and 0 <= self.region.text.find_read(solid(first.headline), self.region.end) < position:
            return "below the recommendations"
        for above in upwards(element):
            if above.mem_id in self.region.around:
                break
            names = f"{above.attributes.get('id') or ''} {above.attributes.get('class') or ''}"
            if _ELSEWHERE.search(names[:200]):
                return f"inside {describe(above)}"
        return f"{gap:,} characters below the article" if gap > FAR else None


def _hidden_flags(judge: _Judge, known: tuple[ExtractedFlag, ...]) -> tuple[ExtractedFlag, ...]:
    """Find declarations in or just below the article that the body lacks because they are not drawn."""
    region = judge.region
    wordings = {flag.text for flag in known}
    found: dict[str, ExtractedFlag] = {}
    for element in region.root.css(_UNDRAWN)[:_MOST_SUSPECTS]:
        suspects = _suspects(element, judge.suspects)
        hiding = judge.looks.of(element).undrawn if suspects else None
        if not hiding:
            continue
        inside = region.container.mem_id in {above.mem_id for above in upwards(element)}
        for text in suspects:
            if not inside and not (declares(text) and judge.is_just_below(text)):
                continue
            for flag in find_flags([Passage(text, "element")]):
                if flag.text not in wordings:
                    found[flag.text] = replace(flag, visibility=ExtractedVisibility("hidden", hiding))
    return tuple(found.values())


def _suspects(element: LexborNode, known: dict[int, list[str]]) -> list[str]:
    """The paragraphs of an element that may declare something; `known` holds those of elements read before."""
    found = known.get(element.mem_id)
    if found is None:
        found = known[element.mem_id] = [text for text in _paragraphs(element) if may_declare(text)]
    return found


def _paragraphs(element: LexborNode) -> list[str]:
    """The short paragraphs in the first nodes below an element."""
    pieces: dict[int, str] = {}
    for node in islice(element.traverse(include_text=True), _MOST_NODES):
        if node.is_text_node and node.parent is not None and node.parent.tag not in UNSEEN:
            block = block_of(node.parent).mem_id
            pieces[block] = pieces.get(block, "") + (node.text_content or "")
    texts = map(squeeze, pieces.values())
    return [text for text in texts if _SHORTEST_HIDDEN <= len(text) <= _LONGEST_HIDDEN]
