"""Readers that the templates of news sites share: body, byline, lists of other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from articles.parsing.declarations.disclaimers import is_disclaimer
from articles.parsing.document.fragments import read_fragment
from articles.parsing.document.page import Draft, Page, short_text, squeeze, web_address
from articles.parsing.extracted import ExtractedRecommendation, ExtractedSource
from articles.parsing.hosts import host_of, stated_address
from articles.parsing.times.dates import find_moment
from articles.text.page_folding import fold_page

_SOURCE = re.compile(r"(?:来源|稿源)\s?:\s{0,4}([^\s|:;()\[\]]{1,40})")
_LABEL = re.compile(r"^(?:文章|稿件)?来源\s?[:：]\s?")
_MOST_PARTS = 1_500
_MOST_LISTS = 20
_MOST_TEXTS = 20
_LONGEST_BYLINE = 500
_NOTICE_WORDS = ("特别声明", "免责声明", "Notice: The content")
_MOST_NOTICES = 20
_INLINE = frozenset(("b", "strong", "span", "em", "font"))
_UNSEEN = frozenset(("script", "style", "template", "noscript", "textarea"))
_COUNT = re.compile(r"\d{1,9}")


def read_body(
    draft: Draft, body: LexborNode | str | None, skip: frozenset[str] = frozenset(), framed: str | None = None
) -> None:
    """Fill the draft's paragraphs, captions and images from an element or markup.

    Elements with a class or id in `skip` are left out. `framed` selects frames of a picture with its caption that
    `images.is_caption_block` does not recognise. Picture URLs are relative to the draft's own.
    """
    if body is None:
        return
    if isinstance(body, LexborNode):
        draft.element = body
        for node in body.css(framed)[:_MOST_PARTS] if framed else ():
            frame = node.parent if node.tag == "img" and node.parent is not None else node
            if frame.mem_id != body.mem_id:
                frame.attrs["class"] = f"{frame.attributes.get('class') or ''} pictext".strip()
    fragment = read_fragment(body if isinstance(body, str) else body.html or "", skip)
    draft.paragraphs, draft.captions = fragment.paragraphs, fragment.captions
    draft.quoted, draft.links = fragment.quoted, fragment.links
    draft.images = [replace(image, url=absolute(image.url, draft.url or "") or image.url) for image in fragment.images]


def own_address(page: Page) -> str | None:
    """Return the URL that the page states for itself, else the submitted one."""
    return stated_address(page) or page.url


def find(page: Page, selectors: str) -> LexborNode | None:
    """Find the first node for the first selector that matches.

    A space descends into the first node found so far. A descendant selector would check all ancestors of every
    candidate, which is expensive on deep pages.
    """
    return next(_found(page, selectors), None)


def has_text(page: Page, selectors: str) -> bool:
    """Whether the node that the selectors find (as in `find`) has text."""
    return filled(page, selectors) is not None


def filled(page: Page, selectors: str) -> LexborNode | None:
    """Find a node like `find`, but skip nodes without text."""
    return next((node for node in _found(page, selectors) if not node.text().isspace() and node.text()), None)


def has_elements(page: Page, *layouts: tuple[str, ...]) -> bool:
    """Whether the page has all elements of one of the `layouts`, simple selectors."""
    return any(all(page.first(selector) is not None for selector in layout) for layout in layouts)


def text_at(page: Page, selectors: str) -> str | None:
    """Return the first non-empty text that the selectors find (as in `find`), white space collapsed."""
    return next((text for node in _found(page, selectors) if (text := squeeze(node.text()))), None)


def texts_at(page: Page, selectors: str) -> list[str]:
    """List the short texts of the first nodes of each selector, without duplicates and empty ones."""
    found: dict[str, None] = {}
    for selector in selectors.split(","):
        *path, last = selector.split()
        holder = find(page, " ".join(path)) if path else page.tree.root
        nodes = holder.css(last)[:_MOST_TEXTS] if holder is not None else []
        found.update(dict.fromkeys(filter(None, map(short_text, nodes))))
    return list(found)


def attribute_at(page: Page, selectors: str, name: str) -> str | None:
    node = find(page, selectors)
    return ((node.attributes.get(name) or "").strip() or None) if node is not None else None


def _found(page: Page, selectors: str) -> Iterator[LexborNode]:
    for selector in selectors.split(","):
        node = page.tree.root
        for step in selector.split():
            node = _first_below(node, step) if node is not None else None
        if node is not None:
            yield node


def _first_below(node: LexborNode, selector: str) -> LexborNode | None:
    """Find the first descendant; Lexbor's own search starts with the node itself."""
    first = node.css_first(selector)
    if first is None or first.mem_id != node.mem_id:
        return first
    return next((below for below in node.css(selector)[:2] if below.mem_id != node.mem_id), None)


def moment_in(text: str | None) -> datetime | None:
    """The first time to the minute in a byline."""
    found = find_moment(text[:_LONGEST_BYLINE]) if text else None
    return found[0] if found else None


def source_in(text: str | None) -> str | None:
    """Return the name after 来源： in a byline, as written."""
    text = (text or "")[:_LONGEST_BYLINE]
    match = _SOURCE.search(fold_page(text))
    return text[match.start(1) : match.end(1)].strip() or None if match else None


def named(
    name: str | None, *, external_id: str | None = None, profile_url: str | None = None, tagline: str | None = None
) -> ExtractedSource | None:
    """Build a source from a name, without the label 来源：; None without a name. `profile_url` only if http(s)."""
    name = _LABEL.sub("", (name or "").strip()).strip()
    return ExtractedSource(name, external_id, absolute(profile_url, ""), tagline) if name else None


def absolute(href: str | None, base: str) -> str | None:
    """Resolve a link against the page `base` to an http(s) URL; None for anything else."""
    if not href:
        return None
    try:
        address = urljoin(base or "https://", href.strip())
    except ValueError:
        return None  # a malformed URL
    return web_address(address) if host_of(address) else None


def sharper(shown: datetime | None, stated: datetime | None) -> datetime | None:
    """Return the shown time, with the seconds of the stated one when both are in the same minute."""
    if shown is None or stated is None:
        return shown or stated
    return stated if stated.replace(second=0, microsecond=0) == shown.replace(second=0, microsecond=0) else shown


def notices_in(page: Page) -> list[str]:
    """List the platform's notices anywhere on the page, by their beginning (特别声明：…)."""
    body = page.tree.body
    if body is None or not any(word in page.text for word in _NOTICE_WORDS):
        return []
    found: dict[str, None] = {}
    texts = (node for node in body.traverse(include_text=True) if node.is_text_node)
    begins = (node for node in texts if (node.text_content or "").lstrip().startswith(_NOTICE_WORDS))
    for node in islice(begins, _MOST_NOTICES):
        holder = node.parent
        if holder is not None and holder.tag in _INLINE:
            holder = holder.parent
        text = short_text(holder) if holder is not None and holder.tag not in _UNSEEN else ""
        if text and is_disclaimer(text):
            found[text] = None
    return list(found)


def count_in(text: str | None) -> int | None:
    """The first whole number in `text`."""
    match = _COUNT.search(text or "")
    return int(match.group()) if match else None


def related(
    page: Page, lists: str, titles: str, *, sources: str = "", times: str = "", base: str
) -> list[ExtractedRecommendation]:
    """List other articles in the page's lists: a title begins an item, the source and time after it belong to it.

    `titles`, `sources` and `times` are simple selectors (see `find`), applied inside each of the first `lists`.
    """
    items: dict[ExtractedRecommendation, None] = {}
    for holder in page.tree.css(lists)[:_MOST_LISTS]:
        items.update(dict.fromkeys(_listed(holder, titles, sources, times, base)))
    return list(items)


def _listed(holder: LexborNode, titles: str, sources: str, times: str, base: str) -> list[ExtractedRecommendation]:
    kinds: dict[int, str] = {}
    for kind, selector in (("source", sources), ("time", times), ("title", titles)):
        if selector:
            kinds.update((node.mem_id, kind) for node in holder.css(selector)[:_MOST_PARTS])
    items: list[ExtractedRecommendation] = []
    for node in holder.css(", ".join(filter(None, (titles, sources, times))))[:_MOST_PARTS]:
        text, part = short_text(node), kinds.get(node.mem_id)
        if part == "title":
            if text:
                items.append(_item(node, text, base))
        elif items and part == "source":
            items[-1] = replace(items[-1], source=items[-1].source or text or None)
        elif items and part == "time":
            items[-1] = replace(items[-1], published_at=items[-1].published_at or moment_in(text))
    return items


def _item(node: LexborNode, text: str, base: str) -> ExtractedRecommendation:
    link = node if node.tag == "a" else next((below for below in islice(node.traverse(), 10) if below.tag == "a"), None)
    attributes = link.attributes if link is not None else {}
    title = squeeze(attributes.get("title") or "")
    return ExtractedRecommendation(title or text, url=absolute(attributes.get("href"), base))
