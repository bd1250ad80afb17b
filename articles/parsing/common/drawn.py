"""Pages that a script draws: the article as their own data hold it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from articles.parsing.common.posts import time_of
from articles.parsing.common.sites import named, own_address, read_body
from articles.parsing.document.page import Draft, Page
from articles.parsing.scripts.state import state_after
from articles.parsing.scripts.stated_article import StatedArticle, find_article

_STATE = re.compile(
    r"""(?:^|[\s;>(])(?:window|self|globalThis)?\.?([A-Za-z_$][\w$]{2,40})\s{0,4}=\s{0,4}(?=\{\s{0,20}["'])"""
)
_MOST_STATES, _MOST_SCRIPTS = 6, 8
_FEWEST = 200  # characters of a script that can hold an article


def read_drawn(page: Page, *, is_certain: bool = False) -> Draft:
    """Read the article from the page's data; an empty draft without one.

    `is_certain`: only an article whose headline is the page's own title. Pages of errors hold data, too.
    """
    title = page.meta("og:title") or page.text_of("title")
    found = [one for data in _states(page) if (one := find_article(data, title)) is not None]
    if is_certain:
        found = [one for one in found if one.is_titled]
    best = max(found, key=lambda one: len(one.content), default=None)
    draft = Draft(url=own_address(page))
    if best is None:
        return draft
    draft.headline = best.headline or page.meta("og:title")
    read_body(draft, best.content)
    name, identity = best.account
    draft.source = named(name, external_id=identity)
    draft.published_at = _published(best)
    return draft


def _published(found: StatedArticle) -> datetime | None:
    return next((moment for item, key in found.times() if (moment := time_of(item, key))), None)


def _states(page: Page) -> Iterator[Any]:
    """Yield the page's data: scripts of JSON, and objects that scripts assign."""
    for node in page.tree.css('script[type="application/json"]')[:_MOST_SCRIPTS]:
        text = node.text()
        if len(text) >= _FEWEST:
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue  # the saved page is broken; other data may hold the article
    names = dict.fromkeys(match[1] for match in _STATE.finditer(page.text))
    for name in list(names)[:_MOST_STATES]:
        if state := state_after(page.text, name):
            yield state
