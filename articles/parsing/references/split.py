"""Split paragraphs into body, reference list, and the text after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from articles.parsing.extracted import ExtractedReference
from articles.parsing.references.items import NO_LINKS, Links, is_clear, is_prose
from articles.parsing.references.lists import holds_titles, read_list, read_names
from articles.parsing.references.numbering import number_at_start
from articles.parsing.references.titles import Kind, Title, find_title

_MOST_TITLES, _MOST_LINES = 50, 500
_TAIL = 8  # a weak title with a line of names counts only among so many last paragraphs
_FOOTNOTE = re.compile(r"^\[\^[\w-]{1,20}\]:\s")

Split = tuple[list[str], list[ExtractedReference], list[str]]


def split_references(paragraphs: Sequence[str], links: Links = NO_LINKS) -> Split:
    """Split into the body before the list, its references, and the text after it. Without a list: (all, [], []).

    `links`: the addresses of the links in paragraphs.
    """
    titles = (pair for pair in enumerate(map(find_title, paragraphs)) if pair[1] is not None)
    for index, title in islice(titles, _MOST_TITLES):
        found = _read_at(paragraphs, index, title, links) if title is not None else None
        if found and found[0]:
            references, used = found
            return list(paragraphs[:index]), references, list(paragraphs[index + used :])
    return _split_footnotes(paragraphs, links)


def _read_at(
    paragraphs: Sequence[str], index: int, title: Title, links: Links
) -> tuple[list[ExtractedReference], int] | None:
    """The references of a list whose title stands at `index`, and how many paragraphs they take with it."""
    below = paragraphs[index + 1 : index + 1 + _MOST_LINES]
    if title.items_at is None:
        references, used = read_list(below, title.kind, links)
        return references, used + 1
    first = paragraphs[index][title.items_at :].strip()
    is_tail = index >= max(1, len(paragraphs) - _TAIL)
    names = read_names(first, title.kind) if is_tail else None
    if names:
        return names
    if (
        number_at_start(first)
        or (is_tail and holds_titles(first))
        or (title.kind is not Kind.WEAK and is_clear(first) and not is_prose(first))
    ):
        return read_list([first, *below], title.kind, links)
    return None


def _split_footnotes(paragraphs: Sequence[str], links: Links) -> Split:
    """Footnotes of Markdown (`[^1]: …`) at the end are a list without a title."""
    start = next((index for index, line in enumerate(paragraphs) if _FOOTNOTE.match(line)), None)
    if start is None or start == 0:
        return list(paragraphs), [], []
    references, used = read_list(paragraphs[start : start + _MOST_LINES], Kind.WEAK, links)
    return list(paragraphs[:start]), references, list(paragraphs[start + used :])
