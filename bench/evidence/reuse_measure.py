"""`python -m bench.evidence.reuse_measure`: fills and queries one database in a process of its own; prints JSON.

The environment names the database (DATABASE_URL, else SQLite in WORKBENCH_HOME), which must be empty.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

ONE_BY_ONE = 2000
UNRELATED = 1000
PLANTED_IN = 480
COPIED_RUN = 25
"""Letters and digits; two texts that share a run of this length have a copied passage, related or not."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--copy", action="store_true", help="PostgreSQL: fill by COPY, as for millions at once")
    parser.add_argument("--peer", action="store_true", help="datasketch instead of our index")
    options = parser.parse_args()
    import django

    django.setup()
    rng = random.Random(2026)  # noqa: S311 - the same texts in every run
    print(json.dumps(measure(options.articles, rng, _Peer() if options.peer else _Ours(copy=options.copy))))


def measure(amount: int, rng: random.Random, index: Any) -> dict[str, Any]:
    """Fill the index with `amount` texts, then query it with planted edits and with unrelated texts."""
    from bench.evidence import reuse_texts

    planted_in = max(10, min(PLANTED_IN, amount // 40))
    unrelated = max(20, min(UNRELATED, amount // 20)) // 2
    web, bulletins = reuse_texts.web(), reuse_texts.bulletins()
    rng.shuffle(web)
    rng.shuffle(bulletins)
    asked, others = web[:unrelated], bulletins[:unrelated]
    stored = [*web[unrelated:], *bulletins[unrelated:]]
    rng.shuffle(stored)
    del stored[amount // 2 :]
    # Not from the queried texts, because a chain repeats runs of its models.
    chain = reuse_texts.generated(stored[-4000:], amount - len(stored), 2026)
    one_by_one = min(ONE_BY_ONE, amount // 10)
    filled, last = 0, []
    batch: list[tuple[int, str]] = []
    for number, text in enumerate(_both(stored, chain), 1):
        if number > amount - one_by_one:
            last.append((number, text))
            continue
        batch.append((number, text))
        if len(batch) == 1000:
            index.fill(batch)
            filled += len(batch)
            batch = []
    index.fill(batch)
    index.filled()
    index.prepare(last)
    seconds = [_seconds(lambda item=item: index.add(*item)) for item in last]
    found: dict[str, list[bool]] = defaultdict(list)
    took = []
    for kind, position, text in reuse_texts.edits(stored[:planted_in], asked, rng):
        began = time.perf_counter()
        ids = index.ask(text)
        took.append(time.perf_counter() - began)
        found[kind].append(position + 1 in ids)
    return {
        "articles": amount,
        "real": len(stored),
        "planted": sum(map(len, found.values())),
        "recall": sum(map(sum, found.values())) / sum(map(len, found.values())),
        "recall_by_kind": {kind: round(sum(hits) / len(hits), 3) for kind, hits in found.items()},
        "unrelated": unrelated,
        "false_pairs": sum(_false_pairs(text, index, stored) for text in asked),
        "false_pairs_bulletins": sum(_false_pairs(text, index, stored) for text in others),
        "p50_ms": 1000 * statistics.median(took),
        "p99_ms": 1000 * statistics.quantiles(took, n=100)[98],
        "one_by_one": len(seconds) / sum(seconds),
        **index.size(),
        "bare_commits": index.bare_commits(),
    }


def _both(stored: list[str], chain: Iterator[str]) -> Iterator[str]:
    yield from stored
    yield from chain


def _false_pairs(text: str, index: Any, stored: list[str]) -> int:
    """Count found pairs without a copied passage, by comparing the texts themselves, not the index."""
    words = _compared(text).text
    runs = {words[at : at + COPIED_RUN] for at in range(len(words) - COPIED_RUN + 1)}
    found = index.ask(text)
    others = [_compared(stored[pk - 1]).text for pk in found if pk <= len(stored)]
    made_up = sum(pk > len(stored) for pk in found)
    return made_up + sum(
        not any(other[at : at + COPIED_RUN] in runs for at in range(len(other) - COPIED_RUN + 1)) for other in others
    )


def _seconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


class _Ours:
    """The product's own functions on the real tables."""

    def __init__(self, *, copy: bool = False) -> None:
        self._copy = copy

    def fill(self, items: list[tuple[int, str]]) -> None:
        from django.db import transaction

        if self._copy:
            self._fill_by_copy(items)
            return
        with transaction.atomic():
            self.prepare(items)
            for pk, text in items:
                self._write(pk, text)

    def _fill_by_copy(self, items: list[tuple[int, str]]) -> None:
        from django.db import connection, transaction

        from articles.provenance.reuse.shingles import digest, sample, shingles

        with transaction.atomic(), connection.cursor() as cursor:
            self.prepare(items)
            found = [(pk, text := _compared(words).text, shingles(text)) for pk, words in items]
            with cursor.copy(
                "COPY articles_comparedtext (article_id, version_id, text, digest, shingles) FROM STDIN"
            ) as to:
                for pk, text, hashes in found:
                    to.write_row((pk, pk, text, digest(text), len(hashes)))
            with cursor.copy("COPY articles_fingerprint (hash, article_id) FROM STDIN") as to:
                for pk, _, hashes in found:
                    for each in sample(hashes).tolist():
                        to.write_row((each, pk))

    def filled(self) -> None:
        """Delete the rows beyond the cap per hash, which COPY does not enforce."""
        from django.db import connection

        from articles.provenance.stored.reuse.fingerprints import COMMON

        if self._copy:
            with connection.cursor() as cursor:
                cursor.execute(
                    "DELETE FROM articles_fingerprint f USING (SELECT hash, article_id, row_number() OVER"
                    " (PARTITION BY hash ORDER BY article_id) AS place FROM articles_fingerprint) ranked"
                    " WHERE ranked.place > %s AND (f.hash, f.article_id) = (ranked.hash, ranked.article_id)",
                    [COMMON],
                )
                cursor.execute("VACUUM ANALYZE articles_fingerprint")

    def prepare(self, items: list[tuple[int, str]]) -> None:
        """Write the rows that fingerprints refer to."""
        from articles.models import Article, ArticleVersion, Page, Platform

        if not items:
            return
        platform, _ = Platform.objects.get_or_create(code="netease")
        page = Page.objects.first()
        if page is None:
            page = Page.of(b"bench")
            page.save()
        rows = [Article(pk=pk, platform=platform, identity=f"id:{pk}", title_key=str(pk)) for pk, _ in items]
        Article.objects.bulk_create(rows)
        versions = [
            ArticleVersion(
                pk=pk, article_id=pk, number=1, page=page, content_sha256=str(pk), headline="", extraction={}
            )
            for pk, _ in items
        ]
        ArticleVersion.objects.bulk_create(versions)

    def add(self, pk: int, text: str) -> None:
        from django.db import transaction

        with transaction.atomic():
            self._write(pk, text)

    def _write(self, pk: int, text: str) -> None:
        from articles.provenance.stored.reuse import indexing

        indexing.write([indexing.Compared(pk, pk, _compared(text))])

    def bare_commits(self) -> float:
        """Measure transactions per second that insert one row each: the limit of the disk."""
        from django.db import connection, transaction

        def insert(number: int) -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO articles_fingerprint (hash, article_id) VALUES (%s, 0)", [number])

        return 500 / sum(_seconds(lambda number=number: insert(number)) for number in range(500))

    def ask(self, text: str) -> set[int]:
        from articles.provenance.stored.reuse import fingerprints

        words = _compared(text).text
        return {each.article_id for each in fingerprints.verify([words], fingerprints.candidates([words]))[0]}

    def size(self) -> dict[str, float]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM articles_fingerprint")
            rows = cursor.fetchone()[0]
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT sum(pg_total_relation_size(name)) FROM"
                    " unnest(ARRAY['articles_fingerprint', 'articles_comparedtext']) AS name"
                )
            else:
                cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
            return {"fingerprints": rows, "megabytes": float(cursor.fetchone()[0]) / 1e6}


class _Peer:
    """datasketch's MinHashLSH in memory: 128 permutations over the same 5-grams of the same texts."""

    def __init__(self) -> None:
        from datasketch import MinHash, MinHashLSH

        self._minhash = MinHash
        self._lsh = MinHashLSH(num_perm=128, params=(32, 4))

    def fill(self, items: list[tuple[int, str]]) -> None:
        for pk, text in items:
            self.add(pk, text)

    def filled(self) -> None:
        """Nothing to do."""

    def prepare(self, items: list[tuple[int, str]]) -> None:
        """Nothing to prepare."""

    def add(self, pk: int, text: str) -> None:
        self._lsh.insert(pk, self._sketch(text))

    def bare_commits(self) -> float:
        """Nothing is committed."""
        return 0.0

    def ask(self, text: str) -> set[int]:
        return set(self._lsh.query(self._sketch(text)))

    def _sketch(self, text: str) -> Any:
        words = _compared(text).text
        sketch = self._minhash(num_perm=128)
        sketch.update_batch([words[at : at + 5].encode() for at in range(len(words) - 4)])
        return sketch

    def size(self) -> dict[str, float]:
        import resource

        return {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}


def _compared(text: str) -> Any:
    from articles.parsing.extracted import ExtractedArticle
    from articles.provenance.reuse.compared import compared_text

    return compared_text(ExtractedArticle(headline="", body=(text,)))


if __name__ == "__main__":
    main()
