"""Limits checked before any parser runs, so that no page takes long.

For each new tag the HTML parser searches its open elements, and for each new attribute the tag's attributes. Depth and
number of attributes, not size, therefore make a page expensive.
"""

from __future__ import annotations

import re

from articles.parsing.unreadable import Unreadable

MAX_HTML_BYTES = 5_000_000
"""Largest HTML page, in bytes; saved news pages are .02–.8 MB."""
MAX_TEXT_BYTES = 1_000_000
"""Largest plain text, in bytes: some 330,000 Chinese characters, a novel."""
MAX_FRAGMENT_CHARS = 1_000_000
"""Largest markup of an article's body, in characters, handed to the tree builder."""
MAX_PARAGRAPHS = 20_000
"""Most paragraphs of a body: a page of 100,000 takes over a second, and no article has a tenth of these."""
MAX_DEPTH = 1_000
"""Deepest nesting; browsers draw 512 levels."""
SAFE_TAGS = 10_000
"""Up to this many tags cost the parser at most a tenth of a second at any depth; only above it depth is counted."""
MAX_OPTIONS = 10_000
"""Most options: for each one the parser looks at all before it in its list, 0.3 s for 10,000 and 54 s for 100,000."""
MAX_ATTRIBUTES = 20_000
"""Most separators inside one tag."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FIRST_TAG = re.compile(r"<[a-zA-Z]")
_SEPARATOR = re.compile(r"[\s/]")
# Void elements, and elements with an optional end tag: repeating them does not nest them.
_NOT_NESTING = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "html",
        "head",
        "body",
    )
)  # fmt: skip


def check_size(size: int, limit: int) -> None:
    """Raise Unreadable("too_large") when `size` bytes exceed `limit`."""
    if size > limit:
        raise Unreadable("too_large", f"{size:,} bytes; at most {limit:,} are read")


def check_markup(html: str, encoded: bytes | None = None) -> None:
    """Raise Unreadable("too_deep") for nesting or attributes beyond the limits. Linear in the length of `html`.

    `encoded` is `html` as UTF-8, if available: tags are counted faster in it.
    """
    tags = html.count("<") if encoded is None else encoded.count(b"<")
    if tags > SAFE_TAGS:
        check_depth(html)
    _check_attributes(html)


def check_depth(html: str) -> None:
    """Raise Unreadable("too_deep") when elements are nested deeper than `MAX_DEPTH`, by counting tags."""
    unclosed: dict[str, int] = {}
    depth = options = 0
    for closing, tag in _TAG.findall(html):
        name = tag.lower()
        if name in _NOT_NESTING:
            options += name == "option"
            if options > 2 * MAX_OPTIONS:  # end tags are counted, too
                raise Unreadable("too_deep", f"more than {MAX_OPTIONS:,} options to choose from")
            continue
        if not closing:
            unclosed[name] = unclosed.get(name, 0) + 1
            depth += 1
            if depth > MAX_DEPTH:
                raise Unreadable("too_deep", f"nested deeper than {MAX_DEPTH:,} levels")
        elif unclosed.get(name, 0) > 0:
            unclosed[name] -= 1
            depth -= 1


def _check_attributes(html: str) -> None:
    position = 0
    while len(html) - position > MAX_ATTRIBUTES:
        last = html.rfind(">", position, position + MAX_ATTRIBUTES)
        if last >= 0:
            position = last + 1
            continue
        end = html.find(">", position)
        end = len(html) if end < 0 else end
        tag = _FIRST_TAG.search(html, position, end)
        if tag and len(_SEPARATOR.findall(html, tag.start(), end)) > MAX_ATTRIBUTES:
            raise Unreadable("too_deep", f"a tag with more than {MAX_ATTRIBUTES:,} attributes")
        position = end + 1
