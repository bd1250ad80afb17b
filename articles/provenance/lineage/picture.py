"""The picture of a lineage: an SVG without style sheet and script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from itertools import pairwise

from articles.provenance.lineage.drawing.frame import axis, bands, legend
from articles.provenance.lineage.drawing.labels import headlines
from articles.provenance.lineage.drawing.layout import LEFT, Dot, Layout, lay_out
from articles.provenance.lineage.drawing.marks import LINE_KINDS, ROLES, line_kind, reuse, shape
from articles.provenance.lineage.drawing.svg import clean, element, words
from articles.provenance.lineage.drawing.words import ZH, Words
from articles.provenance.lineage.lineage import Lineage
from articles.provenance.lineage.nodes import Edge, Node
from articles.text.china_time import CHINA

Url = Callable[[int], str]

NARROWEST = 480.0
_FEW = 20  # articles; with more, the tab key visits only dots with a headline, and lines off the chain are pale


def lineage_svg(lineage: Lineage, url: Url, told: Words = ZH, width: float = 960, zone: tzinfo = CHINA) -> str:
    """Draw a lineage. The picture fills its container; `width` is in units of which text has 12.

    `url` returns the URL of an article. The colours are custom properties of the page (`--accent`, `--red`, `--amber`,
    `--soft`, `--line`, `--panel`) and its text colour. The same lineage gives the same bytes. Text from pages (names,
    headlines) and URLs are escaped.
    """
    width = max(width, NARROWEST)
    told = told if lineage.is_origin else told.of_passage()
    layout = lay_out(lineage, width)
    at = {dot.node.article: dot for dot in layout.dots}
    steps = [step.article for step in lineage.chain]
    links = set(pairwise(steps))
    chain = [edge for edge in layout.lines if (edge.earlier, edge.later) in links]
    # Bold lines and marked dots come last, so that they are on top.
    lines = sorted(layout.lines, key=lambda edge: edge in chain)
    dots = sorted(layout.dots, key=lambda dot: (dot.role != "other", dot.x, dot.node.article))
    few = len(dots) <= _FEW
    first = sorted(dots, key=lambda dot: (-len(steps) if dot.node.article in steps else 0, dot.x, dot.node.article))
    key, bottom = legend(_entries(layout, lineage, told), layout.bottom + (46 if layout.scale else 12), width)
    said = ". ".join([told.title, _summary(lineage, told, zone)])
    return element(
        "svg",
        element("title", words(told.title)),
        element("desc", words(_summary(lineage, told, zone))),
        bands(layout, told, width),
        axis(layout, told, zone),
        *(_line(edge, at, edge in chain, few, told) for edge in lines),
        *(shape(dot.role, dot.x, dot.y) for dot in dots),
        headlines(first, told.no_headline, LEFT - 12, width),
        *(_link(dot, url, told, zone, stop=few or dot.labelled) for dot in first),
        key,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:.0f} {bottom:.0f}",
        width="100%",
        class_="lineage",
        role="group",
        aria_label=clean(said),
        fill="currentColor",
        font_size=12.0,
        direction="ltr",
    )


def _link(dot: Dot, url: Url, told: Words, zone: tzinfo, stop: bool) -> str:
    node = dot.node
    parts = [clean(node.headline) or told.no_headline, clean(node.source) or told.no_source, when(node, told, zone)]
    if dot.role != "other":
        parts.append(getattr(told, dot.role))
    return element(
        "a",
        element("title", "\n".join(map(words, parts))),
        element("circle", cx=dot.x, cy=dot.y, r=11, fill="none", pointer_events="all"),
        href=url(node.article),
        class_=f"article {dot.role}",
        aria_label=", ".join(parts),
        tabindex="" if stop else "-1",
    )


def when(node: Node, told: Words, zone: tzinfo) -> str:
    """Write the time of publication, or its bounds, in words."""
    if node.published_at:
        return _minute(node.published_at, zone)
    bounds = ((told.not_before, node.published_after), (told.not_after, node.published_before))
    return ", ".join(form.format(when=_minute(at, zone)) for form, at in bounds if at) or told.time_unknown


def _minute(at: datetime, zone: tzinfo) -> str:
    """Write the time in the zone; at the ends of the calendar, where conversion overflows, in its own."""
    return (at.astimezone(zone) if 1 < at.year < 9999 else at).strftime("%Y-%m-%d %H:%M")


def _line(edge: Edge, at: dict[int, Dot], on_chain: bool, few: bool, told: Words) -> str:
    kind = getattr(told, line_kind(edge))
    title = f"{kind}: {edge.containment:.0%}" if edge.directed else kind
    opacity = 1 if few or on_chain else 0.5
    return reuse(edge, at[edge.earlier], at[edge.later], on_chain, opacity, words(title))


def _summary(lineage: Lineage, told: Words, zone: tzinfo) -> str:
    if lineage.earliest is None:
        said = told.summary_alone.format(size=lineage.size)
    else:
        node = next(each for each in lineage.nodes if each.article == lineage.earliest)
        said = told.summary_from.format(
            source=clean(node.source) or told.no_source,
            headline=clean(node.headline)[:60] or told.no_headline,
            when=when(node, told, zone),
            share=lineage.share,
            steps=len(lineage.chain) - 1,
            size=lineage.size,
        )
    return said + (" " + told.cut.format(shown=len(lineage.nodes)) if lineage.truncated else "")


def _entries(layout: Layout, lineage: Lineage, told: Words) -> list[tuple[str, str]]:
    """List (mark, words) for all marks in the picture."""
    occurring = {dot.role for dot in layout.dots} | {line_kind(edge) for edge in layout.lines}
    entries = [(mark, getattr(told, mark)) for mark in (*ROLES, *LINE_KINDS) if mark in occurring]
    if lineage.earliest is None:
        entries[0] = ("article", told.article_earliest)
    return [*entries, ("", told.left_out)] if layout.left_out else entries
