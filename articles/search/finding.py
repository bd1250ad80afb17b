"""Articles and sources by their words, the newest first, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet

from articles.models import Article, Source
from articles.search.index import ARTICLES, SOURCES
from articles.search.query import Words

# Texts that are compared with a query, at most. The index says which pairs of characters a text has, not in which
# order; most texts that have the pairs have the words. Chosen: a comparison takes half a millisecond.
MOST_COMPARED = 120
# Headlines that are read where a query has no entry in the index: a single character.
NEWEST = 500
_CHUNK = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """An article with all the words; `excerpt` shows the first one in the body, "" where the headline has them all."""

    article: Article
    headline: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, the newest first; `more`: there may be others, older ones."""

    hits: list[Hit]
    more: bool


def find_articles(words: Words, limit: int, seen: QuerySet[Article]) -> Hits:
    """Find up to `limit` articles of `seen`, those that the reader may see."""
    if not words.patterns:
        return Hits([], more=False)
    hits: list[Hit] = []
    compared = 0
    for chunk in _chunks(_candidates(words, seen)):
        for article in _loaded(chunk, seen):
            hit = _hit(article, words)
            if hit is not None:
                hits.append(hit)
            if len(hits) == limit:
                return Hits(hits, more=True)
        compared += len(chunk)
        if compared >= MOST_COMPARED:
            return Hits(hits, more=True)
    return Hits(hits, more=False)


def find_sources(words: Words, limit: int) -> list[Source]:
    """Find up to `limit` accounts, outlets and institutions by their names, the newest first."""
    if not words.patterns:
        return []
    if not words.grams:
        newest: Iterable[Source] = Source.objects.select_related("platform").order_by("-pk")[:NEWEST]
        return list(islice((source for source in newest if words.match(source.name)), limit))
    found: list[Source] = []
    for chunk in _chunks(islice(SOURCES.newest(words.grams), NEWEST)):
        rows = Source.objects.select_related("platform").in_bulk(chunk)
        found += [rows[pk] for pk in chunk if pk in rows and words.match(rows[pk].name)]
        if len(found) >= limit:
            break
    return found[:limit]


def _candidates(words: Words, seen: QuerySet[Article]) -> Iterator[int]:
    if words.grams:
        return ARTICLES.newest(words.grams)
    newest = seen.order_by("-created_at", "-pk").values_list("pk", "current__headline")[:NEWEST]
    return (pk for pk, headline in newest if headline and words.match(headline))


def _chunks(pks: Iterator[int]) -> Iterator[list[int]]:
    while chunk := list(islice(pks, _CHUNK)):
        yield chunk


def _loaded(pks: list[int], seen: QuerySet[Article]) -> list[Article]:
    rows = seen.select_related("current", "source", "platform").in_bulk(pks)
    return [rows[pk] for pk in pks if pk in rows]


def _hit(article: Article, words: Words) -> Hit | None:
    version = article.current
    if version is None:
        return None
    if words.match(version.headline):
        return Hit(article, version.headline, "")
    text = version.extracted.text
    if not words.match(f"{version.headline}\n{text}"):
        return None
    return Hit(article, version.headline, words.excerpt(text))
