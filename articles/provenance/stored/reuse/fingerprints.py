"""The index of fingerprints in SQL: finds articles that share hashes with a text, and verifies them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from articles.provenance.reuse.containment import is_reuse, shared_with
from articles.provenance.reuse.shingles import Hashes, dense_sample, digest, sample, shingles
from articles.provenance.stored.sql import listed, rows, rows_among

COMMON = 50
"""Most articles stored per hash; caps rows per hash, and so the cost of a look-up."""
LEAST_SHARED = 2
_ONLY_TWO = 0.5
_OF_COMMON = 4  # when only common hashes match, a fourth of all must: then it is a much-copied text, not a phrase
_MOST_HASHES = 4000  # per text; for 200,000 characters a sample of 1/50
_MOST_LOOKED_UP = 250

# Written as SQL, since it runs for every article. The statement never changes and a list is one parameter, so that
# SQLite compiles it once per connection.
_HOLDERS = {
    "sqlite": "SELECT hash, article_id FROM articles_fingerprint WHERE hash IN (SELECT value FROM json_each(%s))",
    # The limit makes PostgreSQL use the index even without statistics; otherwise it would read the whole table.
    "postgresql": f"""
SELECT held.hash, held.article_id FROM (SELECT unnest(%s::bigint[]) AS hash) given
CROSS JOIN LATERAL (
    SELECT f.hash, f.article_id FROM articles_fingerprint f WHERE f.hash = given.hash LIMIT {COMMON}
) held
""",  # noqa: S608 - our own number
}
_MOST_CANDIDATES = 20
_EQUAL = f"""
SELECT digest, article_id FROM (
    SELECT digest, article_id, row_number() OVER (PARTITION BY digest ORDER BY article_id) AS place
    FROM articles_comparedtext WHERE digest {{among}}
) equal
WHERE place <= {_MOST_CANDIDATES}
"""  # noqa: S608 - our own number
_TEXTS = "SELECT article_id, text, shingles FROM articles_comparedtext WHERE article_id {among}"


@dataclass(frozen=True, slots=True)
class Verified:
    """`containment` is the share of the queried text in the article's, `other_containment` the reverse."""

    article_id: int
    containment: float
    other_containment: float


def candidates(texts: Sequence[str]) -> list[list[int]]:
    """Find for each text the ids of articles that may share some of it, likeliest first, at most 20; itself included.

    A candidate shares

    - at least 2 hashes that fewer than 50 articles have, or one that only two have, or
    - a fourth of the text's stored hashes: a text with fifty copies has no rare hash, or
    - the whole text, which is the only test for short ones.

    A rare hash says more than a common one: each counts as 1 divided by the number of articles that have it.
    """
    every = [shingles(text) for text in texts]
    asked = [dense_sample(hashes, _MOST_LOOKED_UP).tolist() for hashes in every]
    held: dict[int, list[int]] = defaultdict(list)
    for found, article in rows(_HOLDERS[connection.vendor], listed(sorted({one for some in asked for one in some}))):
        held[found].append(article)
    whole = [digest(text) for text in texts]
    equal: dict[int, list[int]] = defaultdict(list)
    for found, article in rows_among(_EQUAL, {one for one in whole if one}):
        equal[found].append(article)
    return [
        _likeliest({found: held[found] for found in one if found in held}, len(one), len(sampled(hashes)), equal[same])
        for one, hashes, same in zip(asked, every, whole, strict=True)
    ]


def _likeliest(held: dict[int, list[int]], asked: int, stored: int, same: list[int]) -> list[int]:
    """Rank the holders of each hash as `candidates` describes; `stored`: the number of the text's stored hashes."""
    shared = Counter(article for articles in held.values() for article in articles)
    rare = Counter(article for articles in held.values() if len(articles) < COMMON for article in articles)
    weight: dict[int, float] = defaultdict(float)
    for articles in held.values():
        for article in articles:
            weight[article] += 1 / len(articles)
    least, of_common = min(LEAST_SHARED, asked), stored / _OF_COMMON
    likely = [
        article
        for article, count in shared.items()
        if rare[article] >= least or weight[article] >= _ONLY_TWO or count >= of_common
    ]
    likely.sort(key=lambda article: (-weight[article], article))
    return list(dict.fromkeys([*sorted(same), *likely]))[:_MOST_CANDIDATES]


def verify(texts: Sequence[str], articles: Sequence[Iterable[int]]) -> list[list[Verified]]:
    """Select for each text those of its articles that share text with it, by all 5-grams; see `is_reuse`.

    Texts that are too short for 5-grams must be equal.
    """
    stored = {pk: (pk, text, size) for pk, text, size in rows_among(_TEXTS, {pk for some in articles for pk in some})}
    return [
        _sharing(text, [stored[pk] for pk in sorted(some) if pk in stored])
        for text, some in zip(texts, articles, strict=True)
    ]


def _sharing(text: str, others: Sequence[tuple[int, str, int]]) -> list[Verified]:
    if not others:
        return []
    hashes = shingles(text)
    sharing = shared_with(hashes, [other for _, other, _ in others])
    found = []
    for (pk, other, size), count, run in zip(others, *sharing, strict=True):
        if other == text:
            shares = (1.0, 1.0) if digest(text) else (0.0, 0.0)
        else:
            shares = (count / len(hashes), count / size) if count and size else (0.0, 0.0)
        if is_reuse(shares, run):
            found.append(Verified(pk, *shares))
    return found


def sampled(hashes: Hashes) -> set[int]:
    """Return the hashes of a text that are stored."""
    return set(sample(hashes)[:_MOST_HASHES].tolist())
