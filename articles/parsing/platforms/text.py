"""Any other article copied as text: a headline line, perhaps a byline, paragraphs."""

from __future__ import annotations

import re

from articles.parsing.dates import find_moment
from articles.parsing.extracted import ExtractedSource
from articles.parsing.folding import fold
from articles.parsing.page import Draft, Page, Template

_LONGEST_HEADLINE = 120
_LONGEST_BYLINE = 80
_PARAGRAPH = 20
"""Fewest characters of a line that can be prose; menus and forms have shorter ones."""
_SOURCE = re.compile(r"(?:来源|作者|文):\s{0,4}([^\s:|]{1,30})")
_BYLINE_LINE = re.compile(r"^(?:来源|作者|责编|编辑|发布时间|时间|文):")
_URL_LINE = re.compile(r"^https?://\S{1,2000}$")


def read(page: Page) -> Draft:
    draft = Draft()
    lines = [line for line in page.lines if not _URL_LINE.match(line)]
    if not lines or len(lines[0]) > _LONGEST_HEADLINE:
        return draft
    if not any(len(line) >= _PARAGRAPH for line in lines[1:]):
        return draft
    draft.headline = lines[0].lstrip("# ")
    draft.url = next((line for line in page.lines if _URL_LINE.match(line)), None)
    start = 1
    while start < min(len(lines), 4) and len(lines[start]) <= _LONGEST_BYLINE and _read_byline(draft, lines[start]):
        start += 1
    draft.paragraphs = lines[start:]
    return draft


def _read_byline(draft: Draft, line: str) -> bool:
    """Whether the line is a byline: it starts with a time to the minute, or names source, author or editor."""
    folded = fold(line)
    moment = find_moment(line)
    starts_with_time = moment is not None and moment[1] == 0
    if not (starts_with_time or _BYLINE_LINE.match(folded)):
        return False
    if moment and draft.published_at is None:
        draft.published_at = moment[0]
    named = _SOURCE.search(folded)
    if named and draft.source is None:
        draft.source = ExtractedSource(line[named.start(1) : named.end(1)])
    return True


TEMPLATES = (Template("generic_text", None, 910, lambda page: not page.is_html, read),)
