"""The bank of public text in the database: what it says of the sentences that an article shares with others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article, ArticleVersion, PublicSentence, ReuseEdge
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.direction import is_whole_day
from articles.provenance.reuse.keyed_sentences import keyed_sentences
from articles.provenance.reuse.public_text import (
    RELATED,
    Holder,
    Relations,
    first_of,
    is_taken_apart,
    public_before,
    public_later,
)
from articles.provenance.stored.reuse.publishers import names_of, units_of
from articles.provenance.stored.sql import rows_among
from articles.vocabulary.public_text import ACTIVE, LEARNED, WITHDRAWN

_ENTRIES = "SELECT hash, origin, state FROM articles_publicsentence WHERE hash {among}"
_HOLDERS = "SELECT hash, article_id FROM articles_sentenceholder WHERE hash {among}"


@dataclass(frozen=True, slots=True)
class Figures:
    """How many publishers hold a sentence, and the first and last time of publication of their articles."""

    sources: int
    first: datetime
    last: datetime


class Learned(NamedTuple):
    """A sentence that turned out to be public."""

    key: int
    text: str
    figures: Figures


@dataclass(slots=True)
class Public:
    """`keys`: the sentences that count for nothing, by the other article. `figures`: of those that nobody entered."""

    keys: dict[int, frozenset[int]] = field(default_factory=dict)
    figures: dict[int, Figures] = field(default_factory=dict)


def public_among(keys: Collection[int], edges: Sequence[ReuseEdge], article: int) -> Public:
    """Find which sentences of an article are public, for each of its edges. Reads only.

    Two queries where no sentence has other holders than the two articles, which is the rule; else seven, and five per
    article that may be the origin of one.
    """
    found = Public()
    if not keys or not edges:
        return found
    entries = {key: (origin, state) for key, origin, state in rows_among(_ENTRIES, keys)}
    entered = {key for key, (origin, state) in entries.items() if state == ACTIVE and origin != LEARNED}
    withdrawn = {key for key, (_, state) in entries.items() if state == WITHDRAWN}
    pairs = {edge.other_id(article): (edge.earlier_id, edge.later_id) for edge in edges}
    held = _holders_of(set(keys) - entered - withdrawn)
    held = {key: some for key, some in held.items() if len(some - {article}) >= 2}
    known = _Known.of(held, {end for pair in pairs.values() for end in pair}) if held else None
    for other, (original, copy) in pairs.items():
        learned = known.public(original, copy) if known else set()
        found.keys[other] = frozenset(entered | learned)
        if known:
            found.figures |= {key: known.figures(key) for key in learned}
    return found


def store_learned(learned: Iterable[Learned]) -> None:
    """Write what was learned into the bank, in the caller's transaction; entries that are there get their figures."""
    rows = {
        each.key: PublicSentence(
            hash=each.key,
            text=each.text[:1000],
            origin=LEARNED,
            sources=each.figures.sources,
            first_seen_at=each.figures.first,
            last_seen_at=each.figures.last,
        )
        for each in learned
    }
    if rows:
        # In the same order everywhere, so that two workers that learn the same do not deadlock.
        PublicSentence.objects.bulk_create(
            [rows[key] for key in sorted(rows)],
            update_conflicts=True,
            unique_fields=["hash"],
            update_fields=["sources", "first_seen_at", "last_seen_at"],
        )


def holders_of(key: int) -> set[int]:
    """Return the stored articles that are known to hold a sentence; at most 12."""
    return _holders_of([key]).get(key, set())


def _holders_of(keys: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, article in rows_among(_HOLDERS, keys):
        found[key].add(article)
    return found


class _Known:
    """The holders of sentences with what is known of them, and which of them are one text or one publisher."""

    def __init__(self, held: Mapping[int, Sequence[Holder]], holders: Mapping[int, Holder], relations: Relations):
        self.held, self.holders, self.relations = held, holders, relations
        self._apart: dict[int, bool] = {}

    @classmethod
    def of(cls, held: Mapping[int, set[int]], ends: Iterable[int]) -> _Known:
        """Read what is known of the holders, and of the `ends` of edges."""
        holders = _described({article for some in held.values() for article in some} | set(ends))
        edges = ReuseEdge.objects.filter(earlier__in=holders, later__in=holders)
        alike = edges.filter(Q(containment__gte=RELATED) | Q(containment_earlier__gte=RELATED))
        relations = Relations(holders.values(), alike.values_list("earlier_id", "later_id"))
        known = {key: [holders[each] for each in sorted(some) if each in holders] for key, some in held.items()}
        return cls({key: some for key, some in known.items() if some}, holders, relations)

    def public(self, original: int, copy: int) -> set[int]:
        """Return the keys that are public for this pair."""
        first = self.holders.get(original)
        if first is None:
            return set()
        return {key for key, some in self.held.items() if self._is_public(first, copy, some)}

    def figures(self, key: int) -> Figures:
        """Return the figures of a sentence."""
        times = [each.earliest for each in self.held[key]]
        return Figures(len({each.publisher for each in self.held[key]}), min(times), max(times))

    def _is_public(self, original: Holder, copy: int, some: Sequence[Holder]) -> bool:
        origins = first_of(some)
        if not public_before(original, copy, some, self.relations):
            origins |= {original.article}
            if not public_later(original, copy, some, self.relations):
                return False
        return not any(self._is_taken_apart(each) for each in sorted(origins))

    def _is_taken_apart(self, article: int) -> bool:
        """Whether the article that may be the origin was copied in parts by many; reads its text and who holds it."""
        if article not in self._apart:
            extracted = ArticleVersion.objects.get(article=article, article__current=F("pk")).extracted
            letters: dict[int, int] = defaultdict(int)
            for each in keyed_sentences(extracted.text, compared_text(extracted)):
                letters[each.key] += each.letters
            known = _Known.of(_holders_of(letters), [article])
            self._apart[article] = is_taken_apart(self.holders[article], letters, known.held, known.relations)
        return self._apart[article]


def _described(articles: Iterable[int]) -> dict[int, Holder]:
    """Describe the articles that still exist and have a source, by id."""
    rows = Article.objects.filter(pk__in=articles, source__isnull=False, current__isnull=False)
    found = list(rows.values_list("pk", "source", "created_at", "current__published_at").order_by("pk"))
    publishers = _publishers({source for _, source, _, _ in found})
    return {
        pk: Holder(pk, publishers[source], at, at + timedelta(days=1) if is_whole_day(at) else at)
        for pk, source, stored_at, published_at in found
        for at in (min(published_at or stored_at, stored_at),)
    }


def _publishers(sources: set[int]) -> dict[int, int]:
    """Return one id per publisher: sources of one name, or of one organisation, share it."""
    names, units = names_of(sources), units_of(sources)
    first: dict[str | int, int] = {}
    found: dict[int, int] = {}
    for source in sorted(sources):
        marks: list[str | int] = [*names[source], *units[source], source]
        publisher = min((first[mark] for mark in marks if mark in first), default=source)
        for mark in marks:
            first.setdefault(mark, publisher)
        found[source] = publisher
    return found


_KEPT = timedelta(days=180)
"""How long a sentence that only one article holds is kept: a formula that returns has returned by then."""
_NIGHTS = 30
_SPAN = 1 << 64
_FORGOTTEN = """
FROM articles_sentenceholder
WHERE hash >= %s AND hash < %s AND article_id <= %s AND NOT EXISTS (
    SELECT 1 FROM articles_sentenceholder o
    WHERE o.hash = articles_sentenceholder.hash AND o.article_id <> articles_sentenceholder.article_id
)
"""


def forget_old(*, dry_run: bool = False, today: date | None = None) -> int:
    """Delete old rows of sentences that only one article holds; return how many, or with `dry_run` would go.

    A night reads the thirtieth part of the table, a run of its index, so that no statement takes long.
    """
    today = today or timezone.localdate()
    last = Article.objects.filter(created_at__lt=timezone.now() - _KEPT).order_by("-created_at").values("pk").first()
    if last is None:
        return 0
    part = today.toordinal() % _NIGHTS
    start, end = ((_SPAN * each // _NIGHTS) - (_SPAN >> 1) for each in (part, part + 1))
    with connection.cursor() as cursor:
        bounds = [start, min(end, (_SPAN >> 1) - 1), last["pk"]]
        if dry_run:
            cursor.execute(f"SELECT count(*) {_FORGOTTEN}", bounds)
            return int(cursor.fetchone()[0])
        cursor.execute(f"DELETE {_FORGOTTEN}", bounds)
        return int(cursor.rowcount)
