"""The latest day that a list of references cites: an article is not older than what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from articles.parsing.references.items import without_visits
from articles.parsing.times.dates import day_bounds
from articles.text.page_folding import fold_page

_DAY = re.compile(
    r"(?<![\w/.-])((?:19|20)\d{2}\s?(?:-\s?\d{1,2}\s?-|/\d{1,2}/|\.\d{1,2}\.|年\s?\d{1,2}\s?月)\s?\d{1,2})\s?[日号]?"
    r"(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?)?(?=\s{0,3}(?:[^\w\s-]|$)|\s{1,3}\w|\(\d)"
)
"""A day of its own: no part of an address, and no word goes on behind it (2025年12月31日前完成)."""
_TITLES = re.compile(r"《[^《》]{1,300}》|https?://\S{1,1000}")
_LONGEST, _MOST_DAYS = 2_000, 50


def latest_day(lines: Iterable[str]) -> datetime | None:
    """Return the beginning of the latest day that the lines state beside titles; days of visits do not count."""
    days = []
    for line in lines:
        folded = _TITLES.sub(" ; ", without_visits(fold_page(line[:_LONGEST])))
        for found in list(_DAY.finditer(folded))[:_MOST_DAYS]:
            bounds = day_bounds(re.sub(r"\s", "", found[1]))
            days += [bounds[0]] if bounds else []
    return max(days, default=None)
