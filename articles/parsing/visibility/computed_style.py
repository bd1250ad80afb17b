"""The computed style of an element's text by the page's styles: drawn or not, size, colours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborNode

from articles.parsing.visibility.colours import BLACK, WHITE, Colour, contrast, read_colour
from articles.parsing.visibility.hiding import evidence, is_beyond, is_outside, moved_away, undrawn
from articles.parsing.visibility.measures import ROOT_SIZE, font_size, fraction, is_relative
from articles.parsing.visibility.styles import Stated, Styles, describe

_FONT_TAG = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
_INVISIBLE_OPACITY = 0.1


@dataclass(frozen=True, slots=True)
class Look:
    """The inherited style of an element's text, with the reasons that hide it.

    Each string is evidence, None when it does not apply. `size` is in pixels, `stated` when an ancestor has an absolute
    size, `colour` None when it depends on a sheet that was not read. `opacity` counts from the outermost element that
    is judged.
    """

    size: float = ROOT_SIZE
    size_stated: bool = False
    size_where: str = ""
    size_unread: str | None = None  # a size that only a browser can compute
    colour: Colour | None = None
    colour_where: str = ""
    ground: Colour | None = None
    ground_where: str = ""
    opacity: float = 1.0
    undrawn: str | None = None
    invisible: str | None = None  # visibility: hidden, which a child may undo
    off_screen: str | None = None
    indented: str | None = None  # text-indent, inherited


@dataclass
class Looks:
    """The styles of one page's elements. Styles that hide `shared` elements hide the article too, so do not count."""

    styles: Styles
    shared: frozenset[int] = frozenset()
    _known: dict[int, Look] = field(default_factory=dict)

    def of(self, node: LexborNode) -> Look:
        chain: list[LexborNode] = []
        above: LexborNode | None = node
        while above is not None and above.is_element_node and above.mem_id not in self._known:
            chain.append(above)
            above = above.parent
        look = self._start() if above is None or not above.is_element_node else self._known[above.mem_id]
        for element in reversed(chain):
            look = self._known[element.mem_id] = self._below(look, element)
        return look

    def _start(self) -> Look:
        """Return the initial style: black on white; unknown colour if sheets were not read, but still on white."""
        return Look(colour=BLACK if self.styles.complete else None, ground=WHITE)

    def _below(self, look: Look, node: LexborNode) -> Look:
        stated = self.styles.of_node(node)
        look = _coloured(_sized(look, node, stated), node, stated)
        indent = stated.get("text-indent")
        if indent and not indent[0].startswith("inherit"):
            outside = is_outside(indent[0], look.size) or is_beyond(indent[0], look.size)
            look = replace(look, indented=evidence("text-indent", indent) if outside else None)
        if node.mem_id in self.shared:
            return look
        visibility = stated.get("visibility")
        if visibility and visibility[0] in {"hidden", "collapse"}:
            look = replace(look, invisible=evidence("visibility", visibility))
        elif visibility and visibility[0] == "visible":
            look = replace(look, invisible=None)
        opacity = stated.get("opacity")
        if opacity:
            look = replace(look, opacity=look.opacity * fraction(opacity[0]))
        faint = evidence("opacity", opacity) if opacity and look.opacity < _INVISIBLE_OPACITY else None
        return replace(
            look,
            undrawn=look.undrawn or undrawn(node, stated) or faint,
            off_screen=look.off_screen or moved_away(stated, look.size),
        )


def faintness(look: Look) -> str | None:
    """Return the evidence of a contrast below 3:1, WCAG 2's minimum for large text; None otherwise."""
    if look.colour is None or look.ground is None or not (look.colour_where or look.ground_where):
        return None
    ratio = contrast(look.colour.over(look.ground), look.ground)
    if ratio >= 3:
        return None
    return f"{look.colour_where or 'black'} on {look.ground_where or 'white (not stated)'}: contrast {ratio:.1f}"


def unread(look: Look) -> str | None:
    """Return a stated style that was not understood, such as a variable or a picture behind the text."""
    colour = look.colour_where if look.colour is None else ""
    return look.size_unread or colour or (look.ground_where if look.ground is None else "") or None


def _sized(look: Look, node: LexborNode, stated: Stated) -> Look:
    value = stated.get("font-size")
    if value is None:
        if node.tag == "font" and (size := _FONT_TAG.get(node.attributes.get("size") or "")):
            return replace(look, size=size, size_stated=True, size_where=f"size on {describe(node)}")
        if node.tag == "small":
            return replace(look, size=font_size("smaller", look.size) or look.size, size_where="small")
        return look
    where = evidence("font-size", value)
    for word in re.split(r"[\s/]", value[0])[:12]:
        size = font_size(word, look.size)
        if size is not None:
            is_stated = look.size_stated or not is_relative(word)
            return replace(look, size=size, size_stated=is_stated, size_where=where, size_unread=None)
    return replace(look, size_unread=where if "(" in value[0] else None)


def _coloured(look: Look, node: LexborNode, stated: Stated) -> Look:
    ground = stated.get("background-color") or _attribute(node, "bgcolor")
    if ground and ground[0] not in {"inherit", "initial", "unset", "none"}:
        colour = read_colour(ground[0])
        if "url(" in ground[0] or "gradient(" in ground[0] or (colour is None and "var(" in ground[0]):
            look = replace(look, ground=None, ground_where=evidence("background", ground))
        elif colour is not None and colour.alpha > 0:
            below = look.ground if look.ground is not None else WHITE
            painted = colour.over(below) if colour.alpha == 1 or look.ground is not None else None
            look = replace(look, ground=painted, ground_where=evidence("background", ground))
    ink = (
        stated.get("-webkit-text-fill-color")
        or stated.get("color")
        or (_attribute(node, "color") if node.tag == "font" else None)
    )
    if ink and not ink[0].startswith(("inherit", "unset", "currentcolor")):
        look = replace(look, colour=read_colour(ink[0]), colour_where=evidence("color", ink))
    return look


def _attribute(node: LexborNode, name: str) -> tuple[str, str] | None:
    value = (node.attributes.get(name) or "").strip().lower()
    return (value, describe(node)) if value else None
