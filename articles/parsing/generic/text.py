"""Read any other text or Markdown copy: a headline line, perhaps a byline, paragraphs."""

from __future__ import annotations

import re

from articles.parsing.common.sites import named
from articles.parsing.dates import find_moment, parse_moment
from articles.parsing.document.markdown import Markdown, is_markdown, read_markdown
from articles.parsing.document.page import Draft, Page, web_address
from articles.parsing.extracted import ExtractedImage
from articles.parsing.images.pictures import credit_of, image_url
from articles.text.page_folding import fold_page

_LONGEST_HEADLINE = 120
_LONGEST_BYLINE = 80
_PARAGRAPH = 20
"""Fewest characters of a line of prose; lines of menus and forms are shorter."""
_SOURCE = re.compile(r"(?:来源|作者|文):\s{0,4}([^\s:|]{1,30})")
_BYLINE_LINE = re.compile(r"^(?:来源|作者|责编|编辑|发布时间|时间|文):")
_URL_LINE = re.compile(r"^https?://\S{1,2000}$")


def read(page: Page) -> Draft:
    draft = Draft()
    lines = _read_markdown(draft, read_markdown(page.text)) if is_markdown(page.text) else page.lines
    draft.url = draft.url or next((line for line in lines if _URL_LINE.match(line)), None)
    lines = [line for line in lines if not _URL_LINE.match(line)]
    if draft.headline is None:
        if not lines or len(lines[0]) > _LONGEST_HEADLINE:
            return draft
        draft.headline = lines.pop(0)
    if not any(len(line) >= _PARAGRAPH for line in lines):
        return Draft()
    start = 0
    while start < min(len(lines), 3) and len(lines[start]) <= _LONGEST_BYLINE and _read_byline(draft, lines[start]):
        start += 1
    draft.paragraphs = lines[start:]
    return draft


def _read_markdown(draft: Draft, markdown: Markdown) -> list[str]:
    """Fill fields from front matter and pictures; return the lines below the headline, or all if none is marked."""
    front = markdown.front
    draft.url = web_address(front.get("source") or front.get("url"))
    draft.headline = front.get("title")
    draft.source = named(front.get("author"))
    draft.published_at = parse_moment(front.get("published") or front.get("date") or "")
    lines = markdown.lines
    if markdown.heading is not None and (draft.headline is None or lines[markdown.heading] == draft.headline):
        draft.headline = lines[markdown.heading]
        lines = lines[markdown.heading + 1 :]
    pictures = filter(None, (_picture(markdown, line) for line in lines))
    draft.images = list(pictures)
    return [line for line in lines if markdown.picture_index(line) is None]


def _picture(markdown: Markdown, line: str) -> ExtractedImage | None:
    index = markdown.picture_index(line)
    if index is None:
        return None
    description, address = markdown.pictures[index]
    url = web_address(image_url({"src": address}))
    return ExtractedImage(url, description or None, credit_of(description) if description else None) if url else None


def _read_byline(draft: Draft, line: str) -> bool:
    """Whether the line is a byline: it starts with a time to the minute, or names source, author or editor."""
    folded = fold_page(line)
    moment = find_moment(line)
    starts_with_time = moment is not None and moment[1] == 0
    if not (starts_with_time or _BYLINE_LINE.match(folded)):
        return False
    if moment and draft.published_at is None:
        draft.published_at = moment[0]
    found = _SOURCE.search(folded)
    if found and draft.source is None:
        draft.source = named(line[found.start(1) : found.end(1)])
    return True
