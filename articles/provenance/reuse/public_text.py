"""Which sentences belong to nobody because unrelated sources hold them; learned, so that no list has to know them.

Who copies a text must not make it public by copying it often. So a sentence of an original is public only

- when two unrelated sources held it before that original was here and published: then it was not its own; or
- when later others hold it on `OCCASIONS` occasions, each by another source and days apart. A story is copied within
  days; a formula returns over weeks.

Neither counts when the article that had it first was taken apart (`is_taken_apart`): when more than `MOST_TAKEN` of its
text recurs in unrelated articles, it was copied in parts by many. Sources are unrelated when they are not one publisher
and neither copied the other's article, or a third one's, for a good part (`RELATED`). A sentence that the original's
publisher had earlier counts from then on as its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

RELATED = 0.4
"""The share of either of two articles from which they are one text for the bank. Two verdicts share up to .39."""
BEFORE = 2
"""Unrelated sources that held a sentence before the original."""
OCCASIONS, APART = 4, timedelta(days=3)
MOST_TAKEN = 0.4
"""Of an article's letters. Verdicts have .39 of formulas; of a story that many quote, more recurs."""
RECURS = 2
"""Unrelated sources from which a sentence of an article counts as recurring."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An article that holds a sentence. `earliest`, `latest` bound its publication; `article` grows with arrival."""

    article: int
    publisher: int
    earliest: datetime
    latest: datetime


class Relations:
    """Which articles are one text or of one publisher: groups, by union and find."""

    def __init__(self, holders: Iterable[Holder], pairs: Iterable[tuple[int, int]]) -> None:
        """`pairs`: articles of which one stands in the other for `RELATED` or more."""
        self._parent: dict[int, int] = {}
        first: dict[int, int] = {}
        for each in holders:
            self._join(each.article, first.setdefault(each.publisher, each.article))
        for one, other in pairs:
            self._join(one, other)

    def group(self, article: int) -> int:
        """Return the group of an article."""
        while (above := self._parent.get(article, article)) != article:
            self._parent[article] = article = self._parent.get(above, above)
        return article

    def _join(self, one: int, other: int) -> None:
        self._parent[self.group(one)] = self.group(other)


def public_before(original: Holder, copy: int, holders: Sequence[Holder], relations: Relations) -> bool:
    """Whether a sentence was public before its original: `BEFORE` unrelated sources had it. `copy` does not count."""
    own = {relations.group(original.article), relations.group(copy)}
    since = min(
        (each for each in (original, *holders) if relations.group(each.article) == relations.group(original.article)),
        key=lambda each: each.article,
    )
    before = {
        relations.group(each.article)
        for each in holders
        if each.article < since.article and each.latest < original.earliest
    }
    return len(before - own) >= BEFORE


def public_later(original: Holder, copy: int, holders: Sequence[Holder], relations: Relations) -> bool:
    """Whether unrelated sources use a sentence again and again: on `OCCASIONS` occasions, days apart."""
    seen = {relations.group(original.article), relations.group(copy)}
    count, last = 0, None
    for each in sorted(holders, key=lambda each: (each.earliest, each.article)):
        group = relations.group(each.article)
        if group not in seen and (last is None or each.earliest - last >= APART):
            seen.add(group)
            count, last = count + 1, each.earliest
    return count >= OCCASIONS


def is_taken_apart(
    article: Holder, letters: Mapping[int, int], held: Mapping[int, Sequence[Holder]], relations: Relations
) -> bool:
    """Whether more of an article recurs elsewhere than of one with formulas: then many copied parts of it.

    `letters`: the letters of each sentence of the article, by key; `held`: who holds it.
    """
    own = relations.group(article.article)
    recurring = sum(
        count
        for key, count in letters.items()
        if len({relations.group(each.article) for each in held.get(key, ())} - {own}) >= RECURS
    )
    return recurring > MOST_TAKEN * sum(letters.values())


def first_of(holders: Sequence[Holder]) -> set[int]:
    """Return the articles that may be where a sentence is from: the first that came, and the first published."""
    return {min(each.article for each in holders), min(holders, key=lambda each: (each.earliest, each.article)).article}
