"""Rare terms as rows, by week of arrival; week 0 is the bank of protected originals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.models import ComparedText, ProtectedOriginal
from articles.provenance.rewording.bigrams import Numbers
from articles.provenance.rewording.rare_terms import STORED, rare_terms
from articles.provenance.stored.sql import insert_capped, listed

COMMON = 200
"""Most articles stored per term and week; a term that so many have says nothing and is skipped."""
BANK = 0
_BITS = 48
_TERM = (1 << _BITS) - 1
_WEEK = timedelta(days=7)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.get_fixed_timezone(0)) - _WEEK  # no week is 0, which is the bank
_TABLE = "articles_rareterm"
_DELETE = {
    "postgresql": f"DELETE FROM {_TABLE} WHERE article_id = %s AND hash = ANY(%s::bigint[])",  # noqa: S608 - our own name
    "sqlite": f"DELETE FROM {_TABLE} WHERE article_id = %s AND hash IN (SELECT value FROM json_each(%s))",  # noqa: S608
}
_OLD = f"FROM {_TABLE} WHERE hash >= %s AND hash < %s"
_AT_ONCE = 100_000
"""Rows per transaction, so that none is open for minutes: a week of a million articles has tens of millions."""
_DELETE_OLD = (
    f"DELETE FROM {_TABLE} WHERE (hash, article_id) IN (SELECT hash, article_id {_OLD} ORDER BY hash LIMIT %s)"  # noqa: S608 - our own name
)


@dataclass(frozen=True, slots=True)
class Termed:
    """An article with its rare terms and the time of its arrival, which says to which week they belong."""

    article: int
    arrived: datetime
    terms: Numbers

    def keys(self, week: int) -> list[int]:
        """Return the keys of its rows in a week."""
        return sorted(keyed(self.terms.tolist(), [week]))


def week_of(moment: datetime) -> int:
    """Return the week of a time, 1 or more."""
    return max(1, (moment - _EPOCH) // _WEEK)


def weeks_back(moment: datetime) -> list[int]:
    """Return the weeks in which an article that arrived at this time looks, and the bank."""
    first = week_of(moment - timedelta(days=settings.RETELLING_DAYS))
    return [BANK, *range(first, week_of(moment + timedelta(days=1)) + 1)]


def keyed(terms: Iterable[int], weeks: Sequence[int]) -> dict[int, int]:
    """Return the term of each key of these terms in these weeks, term by term."""
    return {week << _BITS | (term & _TERM): term for term in terms for week in weeks}


def is_of_bank(key: int) -> bool:
    """Whether a key is one of the bank of protected originals."""
    return key >> _BITS == BANK


def write(texts: Sequence[Termed], replaced: Mapping[int, str]) -> None:
    """Write the rows of articles in the caller's transaction. `replaced`: earlier compared texts, by article."""
    if not texts:
        return
    protected = _protected(replaced)
    with connection.cursor() as cursor:
        for each in texts:
            if (text := replaced.get(each.article)) is not None:
                old = keyed(rare_terms(text, STORED).tolist(), [BANK, week_of(each.arrived)])
                cursor.execute(_DELETE[connection.vendor], [each.article, listed(sorted(old))])
        oldest = week_of(timezone.now() - timedelta(days=settings.RETELLING_DAYS))
        pairs = [
            (key, each.article)
            for each in texts
            for week in ([BANK] if each.article in protected else []) + [week_of(each.arrived)]
            if week == BANK or week >= oldest
            for key in each.keys(week)
        ]
        insert_capped(cursor, _TABLE, COMMON, sorted(pairs))


def keep_in_bank(article: int) -> None:
    """Put the terms of a stored article into the bank, in the caller's transaction."""
    text = ComparedText.objects.filter(article=article).values_list("text", flat=True).first()
    if text is not None:
        terms = keyed(rare_terms(text, STORED).tolist(), [BANK])
        with connection.cursor() as cursor:
            insert_capped(cursor, _TABLE, COMMON, [(key, article) for key in sorted(terms)])


def drop_from_bank(article: int) -> None:
    """Take the terms of a stored article out of the bank, in the caller's transaction."""
    text = ComparedText.objects.filter(article=article).values_list("text", flat=True).first()
    if text is not None:
        terms = keyed(rare_terms(text, STORED).tolist(), [BANK])
        with connection.cursor() as cursor:
            cursor.execute(_DELETE[connection.vendor], [article, listed(sorted(terms))])


def forget_old(*, dry_run: bool = False) -> int:
    """Delete the rows of weeks before the look-back, a run of the key; return how many, or with `dry_run` would go.

    100,000 rows per statement, each its own transaction where the caller has none.
    """
    oldest = week_of(timezone.now() - timedelta(days=settings.RETELLING_DAYS))
    bounds = [1 << _BITS, oldest << _BITS]
    with connection.cursor() as cursor:
        if dry_run:
            cursor.execute(f"SELECT count(*) {_OLD}", bounds)
            return int(cursor.fetchone()[0])
        gone, last = 0, _AT_ONCE
        while last == _AT_ONCE:
            cursor.execute(_DELETE_OLD, [*bounds, _AT_ONCE])
            last = cursor.rowcount
            gone += last
        return gone


def _protected(articles: Collection[int]) -> set[int]:
    if not articles:
        return set()
    return set(ProtectedOriginal.objects.filter(article__in=articles).values_list("article", flat=True))
