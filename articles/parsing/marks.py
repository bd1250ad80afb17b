"""The platform that built a page, by the servers of its scripts and styles and by elements of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from articles.parsing.document.page import Page
from articles.parsing.hosts import asset_hosts, is_within, picture_hosts, site_of
from articles.parsing.platform import Platform

_ENOUGH = 2  # one of them may be borrowed: a player's script, a class of pasted paragraphs


def platform_of_marks(page: Page, platforms: Iterable[Platform]) -> str | None:
    """Return the code of the platform with the most marks; None with too few of them or when two have as many."""
    if not page.is_html:
        return None
    assets = asset_hosts(page)
    counts = {one.code: _count(page, one, assets) for one in platforms if one.marks}
    best = sorted(counts.values(), reverse=True)[:2]
    if not best or best[0] < _ENOUGH or best[0] in best[1:]:
        return None
    return max(counts, key=lambda code: counts[code])


def _count(page: Page, platform: Platform, assets: Counter[str]) -> int:
    """Count the assets and elements of a platform.

    Pictures count beside its elements only, because reprints show the pictures of the site they copied. Assets alone
    count only when no other site serves more of them: many sites borrow a script of a large one.
    """
    elements = sum(page.first(selector) is not None for selector in platform.elements)
    own = sum(number for host, number in assets.items() if is_within(host, platform.asset_hosts))
    if elements:
        pictures = picture_hosts(page).items()
        return elements + own + sum(number for host, number in pictures if is_within(host, platform.asset_hosts))
    others: Counter[str] = Counter()
    for host, number in assets.items():
        if own and not is_within(host, platform.asset_hosts + platform.hosts):
            others[site_of(host)] += number
    return own if own >= max(others.values(), default=0) else 0
