"""Many short articles with their entries in the index; only what the search reads of an article is stored.

The texts are those of TEMPLATES articles, repeated: what a search meets is how many articles have a word, and where.
"""

from __future__ import annotations

import json
import time
from typing import Any, NamedTuple

import numpy as np

TEMPLATES = 10_000
# Words by rank: a word's frequency falls with its rank, as in a language. Of two and three characters.
WORDS = 40_000
HEADLINE, BODY = 6, 30  # words of an article
# A word of a tenth of the articles between 40 % and 45 %, and of no other: what was written about for a month.
BURST = "旧闻集中"
_CHUNK = 20_000
_COLUMNS = {
    "articles_page": "id, sha256, compressed, size, content_type, charset, url, unreadable_code, received_at",
    "articles_article": "id, platform_id, identity, external_id, url, url_key, title_key, current_id, created_at",
    "articles_articleversion": "id, article_id, number, page_id, content_sha256, template, headline, headline_key,"
    " language, extraction, missing, topic, disclosed, clickbait_band, created_at",
}


class Text(NamedTuple):
    """A text with its entries in the index."""

    headline: str
    extraction: str
    grams: list[int]


def vocabulary() -> list[str]:
    """The words, the most frequent first."""
    chosen = np.random.default_rng(7)
    codes = chosen.integers(0x4E00, 0x4E00 + 3000, size=(WORDS, 3))
    return ["".join(map(chr, row[: 2 + (place % 4 == 0)])) for place, row in enumerate(codes)]


def fill(articles: int) -> float:
    """Store the articles; return the milliseconds that indexing one of them took, one by one, when all were there."""
    from django.db import connection, transaction

    from articles.search.index import ARTICLES, Entry

    texts = _texts()
    with transaction.atomic(), connection.cursor() as cursor:
        (_fill_sqlite if connection.vendor == "sqlite" else _fill_postgresql)(cursor, articles, texts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    some = [Entry(articles - n, 0, texts[n].grams) for n in range(1, 500)]
    began = time.perf_counter()
    for each in some:
        ARTICLES.keep([each])
    return 1000 * (time.perf_counter() - began) / len(some)


def _texts() -> list[Text]:
    """The texts; the first one is that of the burst."""
    words = np.array(vocabulary(), dtype=object)
    weights = 1 / (np.arange(WORDS) + 3.0)
    chosen = np.random.default_rng(11)
    drawn = words[chosen.choice(WORDS, size=(TEMPLATES, HEADLINE + BODY), p=weights / weights.sum())]
    return [_text(row, BURST if place == 0 else "") for place, row in enumerate(drawn)]


def _text(row: Any, more: str) -> Text:
    from articles.search.grams import grams

    headline = "".join(row[:HEADLINE]) + more
    body = "，".join("".join(row[at : at + 3]) for at in range(HEADLINE, HEADLINE + BODY, 3))
    extraction = json.dumps({"headline": headline, "body": [body]}, ensure_ascii=False)
    return Text(headline, extraction, sorted(grams(f"{headline}\n{body}")))


def link(number: int) -> str:
    """The address of an article."""
    return f"https://www.163.com/dy/article/BENCH{number}.html"


# The text of an article: of the burst, or one of the others in turn.
_OF_TEXT = "CASE WHEN n > {articles} * 0.40 AND n < {articles} * 0.45 AND n % 10 = 0 THEN 0 ELSE 1 + n % {others} END"
_ROWS = {
    "articles_page": "n, lpad(n::text, 64, '0'), '', 0, '', '', '', '', now()",
    "articles_article": "n, {platform}, 'id:' || n, 'BENCH' || n, 'https://www.163.com/dy/article/BENCH' || n ||"
    " '.html', '', '', n, now()",
    "articles_articleversion": "n, n, 1, n, '', '', t.headline, '', 'zh', t.extraction::jsonb, '', '', false, '',"
    " now()",
}


def _fill_postgresql(cursor: Any, articles: int, texts: list[Text]) -> None:
    from articles.models import Platform
    from articles.search.grams import NARROW, WIDE, narrow_window, wide_window

    cursor.execute("SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '1GB'")
    cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute("CREATE TEMPORARY TABLE texts (k int PRIMARY KEY, headline text, extraction text, grams int[])")
    with cursor.copy("COPY texts FROM STDIN") as copy:
        for number, text in enumerate(texts):
            copy.write_row([number, *text])
    # Building the index at the end is faster than updating it.
    cursor.execute("DROP INDEX articles_searcharticle_grams")
    values = {"articles": articles, "others": len(texts) - 1, "platform": Platform.objects.get(code="netease").pk}
    of_text = _OF_TEXT.format(**values)
    for table, row in _ROWS.items():
        cursor.execute(
            f"INSERT INTO {table} ({_COLUMNS[table]}) SELECT {row.format(**values)}"  # noqa: S608
            f" FROM generate_series(1, {articles}) n JOIN texts t ON t.k = {of_text}"
        )
    cursor.execute(
        f"INSERT INTO articles_searcharticle SELECT n, n, t.grams || ARRAY[{narrow_window(0)} + n / {NARROW},"  # noqa: S608
        f" {wide_window(0)} + n / {WIDE}] FROM generate_series(1, {articles}) n JOIN texts t ON t.k = {of_text}"
    )
    cursor.execute("CREATE INDEX articles_searcharticle_grams ON articles_searcharticle USING gin (grams)")


def _fill_sqlite(cursor: Any, articles: int, texts: list[Text]) -> None:
    from django.utils import timezone

    from articles.models import Platform
    from articles.search.index import ARTICLES, Entry

    platform, now = Platform.objects.get(code="netease").pk, timezone.now()
    for begin in range(1, articles + 1, _CHUNK):
        numbers = range(begin, min(begin + _CHUNK, articles + 1))
        of = {n: texts[0 if 0.4 < n / articles < 0.45 and n % 10 == 0 else 1 + n % (len(texts) - 1)] for n in numbers}
        rows: dict[str, list[tuple[Any, ...]]] = {
            "articles_page": [(n, f"{n:064}", b"", 0, "", "", "", "", now) for n in numbers],
            "articles_article": [
                (n, platform, f"id:{n}", f"BENCH{n}", link(n), "", "", n, now) for n in numbers
            ],
            "articles_articleversion": [
                (n, n, 1, n, "", "", of[n].headline, "", "zh", of[n].extraction, "", "", False, "", now)
                for n in numbers
            ],
        }  # fmt: skip
        for table, values in rows.items():
            marks = ", ".join(["%s"] * len(values[0]))
            cursor.executemany(f"INSERT INTO {table} ({_COLUMNS[table]}) VALUES ({marks})", values)  # noqa: S608
        ARTICLES.keep([Entry(n, n, of[n].grams) for n in numbers])
