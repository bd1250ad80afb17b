"""Read HTML pages of unknown layout: machine-readable metadata, headings, the densest prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.byline import Byline
from articles.parsing.common.drawn import read_drawn
from articles.parsing.common.furniture import COMMON
from articles.parsing.common.sites import absolute, named
from articles.parsing.document.fragments import read_fragment
from articles.parsing.document.main_content import find_body
from articles.parsing.document.page import Draft, Page, squeeze
from articles.parsing.extracted import ExtractedImage, ExtractedSource
from articles.parsing.generic.blocks import Block, blocks_before, first_paragraph
from articles.parsing.generic.forums import time_of, writer_of
from articles.parsing.generic.head import head_of_body, read_above, read_below, tail_of_body, without_bylines
from articles.parsing.generic.headline import Found, find_headline, heading_of
from articles.parsing.generic.metadata import Metadata, read_metadata
from articles.parsing.generic.publication import publisher, set_time
from articles.parsing.generic.surroundings import without_surroundings
from articles.parsing.hosts import stated_address

_LEAST_OF_NEWS = 24
"""Fewest characters of a piece of news that consists of one sentence: chosen."""
_MOST_HEAD, _MOST_BLOCKS = 6, 80
_CARDS = "#js_name"
_NO_BODY = frozenset(
    (
        "article-tag", "article-bottom", "qr_code_pc", "related", "recommend", "comment", "comments", "share",
        "post-copyright", "sharebar", "breadcrumb", "copyright", "post-tags", "tags", "author-info", "article-footer",
        "ad", "ads", "advert",
    )
)  # fmt: skip
_NO_PAGE = frozenset(("footer", "aside"))  # parts of a page whose paragraphs stand outside any container


def read(page: Page) -> Draft:
    """Read a page as it is drawn; one that a script has still to draw from the data that it holds."""
    draft = _read(page)
    if draft.headline and draft.paragraphs:
        return draft
    drawn = read_drawn(page, is_certain=True)
    return drawn if drawn.paragraphs else draft


def _read(page: Page) -> Draft:
    stated = read_metadata(page)
    draft = Draft(url=stated_address(page))
    body, blocks = _find_body(page, stated)
    if body is not None:
        fragment = read_fragment(body.html or "", _NO_BODY | (_NO_PAGE if body.tag in {"body", "main"} else set()))
        draft.paragraphs, draft.captions, draft.images = fragment.paragraphs, fragment.captions, fragment.images
        draft.quoted, draft.links = fragment.quoted, fragment.links
        draft.element = body
        draft.images = _with_addresses(draft.images, draft.url or page.url or "")
    draft.paragraphs, ways = without_surroundings(draft.paragraphs)
    draft.warnings += [f"surroundings_left_out:{line[:80]}" for line in ways]
    if stated.body and len(stated.body) > 2 * sum(map(len, draft.paragraphs)):  # a script draws most of the body
        draft.paragraphs = [line for raw in stated.body.splitlines() if (line := squeeze(raw))]
    found = find_headline(page, stated, blocks, draft.paragraphs[:_MOST_HEAD])
    if found is None:
        return draft
    if found.index is not None and draft.element is not None:
        draft.paragraphs, repeated = without_bylines(draft.paragraphs, blocks[: found.index + 1], stated.year)
        draft.warnings += [f"byline_left_out:{line[:80]}" for line in repeated]
    draft.headline = found.text
    above = read_above(blocks, found, stated.year)
    inside, left_out, draft.paragraphs = head_of_body(draft.paragraphs, found.text, above, stated.year)
    is_dated = any(byline.is_dated for byline in (above, inside) if byline is not None)
    has_source = any(byline.source for byline in (above, inside) if byline is not None)
    below = None if body is None or (is_dated and has_source) else read_below(body, stated.year)
    last, dropped, draft.paragraphs = (
        (None, [], draft.paragraphs)
        if is_dated or (below and below.is_dated)
        else tail_of_body(draft.paragraphs, stated.year)
    )
    draft.warnings += [f"byline_left_out:{line[:80]}" for line in (*left_out, *dropped)]
    bylines = [byline for byline in (above, inside, below, last) if byline is not None]
    _take(draft, page, stated, bylines)
    return draft


def _find_body(page: Page, stated: Metadata) -> tuple[LexborNode | None, list[Block]]:
    """Find the body and the lines above it. A text of one or two sentences counts below headline and byline only."""
    heading = heading_of(page, stated)
    body = find_body(page.tree, heading, furniture=COMMON)
    if body is not None:
        start = first_paragraph(body, heading) if heading is not None else body
        return body, list(islice(blocks_before(start), _MOST_BLOCKS))
    body = find_body(page.tree, heading, _LEAST_OF_NEWS, COMMON)
    blocks = list(islice(blocks_before(body), _MOST_BLOCKS)) if body is not None else []
    found = find_headline(page, stated, blocks, ())
    above = read_above(blocks, found, stated.year) if found is not None and found.index is not None else None
    return (body, blocks) if above is not None and above.is_dated else (None, [])


def set_missing_time(page: Page, draft: Draft) -> None:
    """Find the time in metadata or under the headline, for templates whose own place for it is empty."""
    body = find_body(page.tree, furniture=COMMON)
    if not draft.headline or not draft.paragraphs or body is None:
        return
    stated = read_metadata(page)
    blocks = list(islice(blocks_before(body), _MOST_BLOCKS))
    above = read_above(blocks, _found(draft.headline, blocks), stated.year)
    set_time(draft, stated, [above] if above else [])


def _found(headline: str, blocks: Sequence[Block]) -> Found:
    wanted = squeeze(headline)
    return Found(headline, next((at for at, block in enumerate(blocks) if squeeze(block.text) == wanted), None))


def _take(draft: Draft, page: Page, stated: Metadata, bylines: Sequence[Byline]) -> None:
    set_time(draft, stated, bylines)
    if draft.published_at is None and draft.published_after is None and draft.element is not None:
        draft.published_at = time_of(draft.element)
    draft.source = named(writer_of(draft.element)) if draft.element is not None else None
    draft.source = draft.source or _source(page, stated, bylines, draft.headline)
    draft.ip_location = next((byline.place for byline in bylines if byline.place), None)
    counts = (byline.comment_count for byline in bylines if byline.comment_count is not None)
    draft.comment_count = next(counts, None)


def _source(page: Page, stated: Metadata, bylines: Sequence[Byline], headline: str | None) -> ExtractedSource | None:
    card = next(iter(page.texts_of(_CARDS)), None)
    return named(card or publisher(page, stated, bylines, headline))


def _with_addresses(images: list[ExtractedImage], base: str) -> list[ExtractedImage]:
    """Resolve the URLs of pictures; pictures without a URL are dropped."""
    complete = ((image, absolute(image.url, base)) for image in images)
    return [replace(image, url=address) for image, address in complete if address]
