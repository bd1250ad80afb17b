"""When a page of unknown layout was published, and by whom: bylines and metadata weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from articles.parsing.byline import Byline
from articles.parsing.bylines.names import is_outlet
from articles.parsing.bylines.titles import site_of
from articles.parsing.bylines.words import NOBODY
from articles.parsing.document.page import Draft, Page
from articles.parsing.generic.metadata import Metadata

_PERSONAL = re.compile(
    r"wordpress|typecho|hexo|hugo|jekyll|ghost|z-?blog|emlog|halo|gatsby|blogger|tumblr|svbtle|medium", re.IGNORECASE
)
"""Programs of personal sites, as pages state them in `<meta name="generator">`."""
_OF_PROGRAMS = ".gh-content, .gh-article, .wp-block-post-content, article.post-single, .post-block .post-body"
"""Elements of Ghost, WordPress, Hugo's and Hexo's usual themes."""


def set_time(draft: Draft, stated: Metadata, bylines: Sequence[Byline]) -> None:
    """Set the time of publication or its bounds.

    The article's own field goes before the byline, the byline before the page's fields. A date without a time bounds
    it. The time of a change is no time of publication; it bounds it from above.
    """
    shown = next((byline.published_at for byline in bylines if byline.published_at), None)
    if shown and stated.updated_at and stated.has_only_change and shown > stated.updated_at + timedelta(days=1):
        shown = None  # printed without its year, which is not the year of the change
    day = next((byline.published_after for byline in bylines if byline.published_after), None) if not shown else None
    changed = min((byline.updated_at for byline in bylines if byline.updated_at), default=stated.updated_at)
    if stated.own_time or shown:
        draft.published_at = stated.own_time or shown
    elif stated.published_at and _may_be(stated.published_at, day, changed):
        draft.published_at = stated.published_at
    elif day or stated.day:
        draft.published_after = day or stated.day
        draft.published_before = draft.published_after + timedelta(days=1) if draft.published_after else None
    elif changed:
        draft.published_before = changed


def _may_be(moment: datetime, day: datetime | None, changed: datetime | None) -> bool:
    """Whether a stated time is on the day that the byline prints, and not behind the change of the same article."""
    if day is not None:
        return day <= moment < day + timedelta(days=1)
    return changed is None or moment <= changed + timedelta(minutes=1)


def _is_personal(page: Page) -> bool:
    """Whether a program of personal sites built the page: by what it states, or by the names it gives its elements."""
    return bool(_PERSONAL.search(page.meta("generator") or "")) or page.first(_OF_PROGRAMS) is not None


def publisher(page: Page, stated: Metadata, bylines: Sequence[Byline], headline: str | None) -> str | None:
    """Return the name of who published: the byline's source, else what metadata state, else the site.

    Whoever wrote is not who published, except on a personal site, or where nobody else is named.
    """
    shown = next((byline.source for byline in bylines if byline.source), None)
    authors = tuple(dict.fromkeys(name for byline in bylines for name in byline.authors))
    written = authors[0] if len(authors) == 1 else None  # several people published nothing together
    site = page.meta("og:site_name", "SiteName")
    by_person = stated.is_personal or _is_personal(page)
    if by_person and site and is_outlet(site) and not stated.is_personal:
        by_person = False  # newspapers use these programs, too
    own = (stated.author, stated.written_by, written) if by_person else ()
    named_outlet = stated.written_by if stated.written_by and is_outlet(stated.written_by) else None
    is_told = any(byline.names_source for byline in bylines)
    tail = None if is_told else site_of(page.text_of("title") or "", headline or "")
    candidates = (shown, *own, stated.outlet, named_outlet, site, tail, stated.author, written)
    return next((name for name in candidates if name and name.lower() not in NOBODY), None)
