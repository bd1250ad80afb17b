"""What linked accounts share: doubt, and nothing else.

The record of an account is that of its own reviews, or that of all linked accounts together where that is worse. So a
violator passes its record on to the account that follows it, and no account gains by a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from articles.scoring.reliability.evidence import ArticleDay, Record, Review, Tally, gather, record_of
from articles.scoring.reliability.score import outlook_of


def gather_shared(
    days: Iterable[ArticleDay], reviews: Sequence[Review], linked: Sequence[Review], today: date, platform: str = ""
) -> dict[str, Tally]:
    """The evidence by part as `gather` gives it, with the record of all linked accounts where that is worse.

    `linked` are the reviews of the other accounts.
    """
    found = gather(days, reviews, today, platform)
    own = found["record"]
    if not linked or not isinstance(own, Record):
        return found
    together = replace(record_of([*reviews, *linked], today, platform), linked=len(linked))
    worse = outlook_of(together).expected.mean > outlook_of(own).expected.mean
    return {**found, "record": together if worse else own}
