"""The bank of known claims as a file: a table, or a DataFeed of ClaimReview; either can be imported again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from django.db.models import QuerySet

from articles.models import KnownClaim
from articles.provenance.known_claims.entries import Entry
from articles.provenance.known_claims.files.claim_review import review_of
from moderation.reports.forms.cells import harmless

FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/ld+json"}
_COLUMNS = ("claim", "verdict", "verdict_words", "date", "publisher", "link", "language", "note")
_AT_ONCE = 1_000


def pieces(rows: QuerySet[KnownClaim], form: str) -> Iterator[str]:
    """Yield the file of these entries piece by piece; memory does not grow with the bank."""
    return _table(rows) if form == "csv" else _feed(rows)


def _table(rows: QuerySet[KnownClaim]) -> Iterator[str]:
    yield "\ufeff" + ",".join(_COLUMNS) + "\r\n"
    for entry in _entries(rows):
        line = io.StringIO()
        day = entry.published_on.isoformat() if entry.published_on else ""
        cells = (entry.claim, entry.verdict, entry.verdict_words, day)
        csv.writer(line).writerow(
            [harmless(cell) for cell in (*cells, entry.publisher, entry.link, entry.language, entry.note)]
        )
        yield line.getvalue()


def _feed(rows: QuerySet[KnownClaim]) -> Iterator[str]:
    yield '{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": ['
    for number, entry in enumerate(_entries(rows)):
        yield ("," if number else "") + "\n" + json.dumps(review_of(entry), ensure_ascii=False)
    yield "\n]}\n"


def _entries(rows: QuerySet[KnownClaim]) -> Iterator[Entry]:
    for values in rows.order_by("pk").values(*Entry.__dataclass_fields__).iterator(chunk_size=_AT_ONCE):
        yield Entry(**values)
