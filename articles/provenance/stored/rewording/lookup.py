"""Find the articles that a version may retell, and align them; reads only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db import connection

from articles.models import Article, ArticleVersion, ProtectedOriginal
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.direction import Direction, order
from articles.provenance.reuse.own_text import OwnText
from articles.provenance.rewording.alignment import Alignment, align
from articles.provenance.rewording.bigrams import rarity
from articles.provenance.rewording.embeddings import SHOWN_BY_MEANING
from articles.provenance.rewording.facts import SharedFacts, shared_facts
from articles.provenance.rewording.gates import GREY, Standing, reading
from articles.provenance.rewording.narrative import Narrative
from articles.provenance.rewording.rare_terms import LEAST_SHARED, LOOKED_UP, MOST_CANDIDATES, rare_terms
from articles.provenance.stored.reuse.lookup import Reuse, told, withdrawn_among
from articles.provenance.stored.rewording.publishers import standing_of
from articles.provenance.stored.rewording.second_look import second_look
from articles.provenance.stored.rewording.terms import COMMON, is_of_bank, keyed, weeks_back
from articles.provenance.stored.sql import listed, rows, rows_among

MOST_RETELLINGS = 10
LEAST_NEAR, MOST_NEAR = 24.0, 8
"""Rarity shared by articles that may tell one event (three or four rare names), and how many of them are compared."""
_FULL_TERMS, _FEWEST_FULL = 12, 4  # chosen: bounds what an article of a hot event reads of its 200 holders per term

_HOLDERS = {
    "sqlite": "SELECT hash, article_id FROM articles_rareterm WHERE hash IN (SELECT value FROM json_each(%s))",
    # As for fingerprints: the limit makes PostgreSQL use the key even without statistics. One row per term: reading
    # 20,000 holders so takes half the time (4 ms against 9 ms of both processes).
    "postgresql": f"""
SELECT given.hash, held.articles FROM (SELECT unnest(%s::bigint[]) AS hash) given
CROSS JOIN LATERAL (
    SELECT array_agg(few.article_id) AS articles
    FROM (SELECT t.article_id FROM articles_rareterm t WHERE t.hash = given.hash LIMIT {COMMON}) few
) held WHERE held.articles IS NOT NULL
""",  # noqa: S608 - our own number
}
_PARTNERS = """
SELECT earlier_id, later_id FROM articles_retelling WHERE earlier_id {among}
UNION SELECT later_id, earlier_id FROM articles_retelling WHERE later_id {among}
"""


@dataclass(frozen=True, slots=True)
class FoundRetelling:
    """A pair that passed every gate; `pairs` begin with this article's offsets, in the order of its text."""

    other: int
    direction: Direction
    reading: str
    alignment: Alignment
    facts: SharedFacts
    pairs: list[list[int]]
    sentences: int
    other_sentences: int


@dataclass(frozen=True, slots=True)
class Likely:
    """The articles to align with a version, likeliest first, and those that it has a retelling with already.

    `near`: articles of the last days that share fewer rare terms too, with the rarity of these, most first; they may
    tell the same event.
    """

    articles: tuple[int, ...]
    known: frozenset[int]
    near: tuple[tuple[int, float], ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to align and nothing to correct."""
        return not self.articles and not self.known


def likely_originals(versions: Sequence[ArticleVersion]) -> list[Likely]:
    """Find for each version at most 5 articles with which it shares rare terms, of the last days or protected."""
    asked = [rare_terms(compared_text(version.extracted).text, LOOKED_UP) for version in versions]
    terms = [
        keyed(some.tolist(), weeks_back(version.created_at)) for version, some in zip(versions, asked, strict=True)
    ]
    held = _held({key for some in terms for key in some})
    known: dict[int, set[int]] = defaultdict(set)
    for article, other in rows_among(_PARTNERS, {version.article_id for version in versions}):
        known[article].add(other)
    found = []
    for version, some, keys in zip(versions, asked, terms, strict=True):
        weights = dict(zip(some.tolist(), rarity(some).tolist(), strict=True))
        sums = _shared_rarity(version.article_id, weights, keys, held)
        ranked = sorted(sums, key=lambda other: (-sums[other], other))
        likely = tuple(other for other in ranked if sums[other] >= LEAST_SHARED)[:MOST_CANDIDATES]
        near = tuple((other, sums[other]) for other in ranked[:MOST_NEAR]) or _holders_of_full_terms(
            version.article_id, weights, keys, held
        )
        found.append(Likely(likely, frozenset(known[version.article_id]), near))
    # A withdrawn article is no new original; what was found with it before stays.
    withdrawn = withdrawn_among({each for likely in found for each in likely.articles})
    return [
        replace(each, articles=tuple(pk for pk in each.articles if pk not in withdrawn or pk in each.known))
        for each in found
    ]


def _held(keys: Iterable[int]) -> dict[int, list[int]]:
    """Return the articles that hold each key."""
    found = rows(_HOLDERS[connection.vendor], listed(sorted(keys)))
    if connection.vendor == "postgresql":
        return dict(found)
    held: dict[int, list[int]] = defaultdict(list)
    for key, article in found:
        held[key].append(article)
    return held


def _shared_rarity(
    article: int, weights: Mapping[int, float], keys: Mapping[int, int], held: Mapping[int, list[int]]
) -> dict[int, float]:
    """Add up the rarity of the terms that each article shares; articles that share little are left out."""
    sums: dict[int, float] = defaultdict(float)
    banked: Sequence[int] = ()
    for key, term in keys.items():  # of each term the key of the bank comes first
        holders = held.get(key, ())
        holders = holders if len(holders) < COMMON else ()
        weight = weights[term]
        if is_of_bank(key):
            banked = holders
        elif banked:  # an article of the bank has the term twice: there, and in the week of its arrival
            holders = [other for other in holders if other not in banked]
        for other in holders:
            sums[other] += weight
    sums.pop(article, None)
    return {other: weight for other, weight in sums.items() if weight >= LEAST_NEAR}


def _holders_of_full_terms(
    article: int, weights: Mapping[int, float], keys: Mapping[int, int], held: Mapping[int, list[int]]
) -> tuple[tuple[int, float], ...]:
    """Return the articles that hold most of the rarest terms that are full: of a hot event, some of its first ones.

    With the rarity of these terms.
    """
    full = sorted((-weights[term], key) for key, term in keys.items() if len(held.get(key, ())) >= COMMON)
    counts: Counter[int] = Counter()
    shared: dict[int, float] = defaultdict(float)
    for weight, key in full[:_FULL_TERMS]:
        for other in held[key]:
            counts[other] += 1
            shared[other] -= weight
    likely = [other for other, count in counts.items() if count >= _FEWEST_FULL and other != article]
    chosen = sorted(likely, key=lambda other: (-counts[other], other))[:MOST_NEAR]
    return tuple((other, shared[other]) for other in chosen)


def find_retellings(version: ArticleVersion, likely: Likely, reuse: Reuse | None = None) -> list[FoundRetelling]:
    """Align a version with its likely originals and return what may be shown, highest scores first, at most 10.

    What `reuse` found word for word is taken out of both texts first: only the rest is aligned.
    """
    others = _others(version, {*likely.articles, *likely.known})
    if not others:
        return []
    verbatim = {each.other: each.passages for each in reuse.shared} if reuse else {}
    mine = Narrative.of(OwnText.of(version.extracted))
    when = told(version.article, version)
    found = []
    for other in others:
        assert other.current is not None  # noqa: S101 - only articles with a version are read
        passages = verbatim.get(other.pk, ())
        here = mine.without([each[:2] for each in passages])
        there = Narrative.of(OwnText.of(other.current.extracted)).without([each[2:] for each in passages])
        alignment, least = align(here, there), settings.RETELLING_SHOWN
        if GREY <= alignment.score < least:
            alignment, least = second_look(here, there, alignment), min(least, SHOWN_BY_MEANING)
        if alignment.score < least:
            continue
        facts = shared_facts(here, there, alignment)
        if reading(alignment.score, facts, Standing(), least) is None:
            continue
        how = reading(alignment.score, facts, standing_of(version, other), least)
        if how is not None:
            found.append(
                FoundRetelling(
                    other.pk,
                    order(when, told(other, other.current)).direction,
                    how,
                    alignment,
                    facts,
                    [
                        [*here.span(here.sentences[each.one]), *there.span(there.sentences[each.other])]
                        for each in alignment.pairs
                    ],
                    len(here.sentences),
                    len(there.sentences),
                )
            )
    return sorted(found, key=lambda each: (-each.alignment.score, each.other))[:MOST_RETELLINGS]


def _others(version: ArticleVersion, ids: Collection[int]) -> list[Article]:
    """Read the articles of other sources among these that are recent or protected."""
    if not ids:
        return []
    rows = Article.objects.filter(pk__in=ids, current__isnull=False).select_related("current", "source", "platform")
    if version.article.source_id is not None:
        rows = rows.exclude(source=version.article.source_id)
    since = version.created_at - timedelta(days=settings.RETELLING_DAYS)
    found = list(rows.order_by("pk"))
    old = {other.pk for other in found if other.created_at < since}
    kept = _protected(old) if old else set()
    return [other for other in found if other.pk not in old or other.pk in kept]


def _protected(articles: Iterable[int]) -> set[int]:
    return set(ProtectedOriginal.objects.filter(article__in=articles).values_list("article", flat=True))
