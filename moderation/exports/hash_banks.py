"""Hash banks as files in the exchange formats of HMA; each can be imported again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from django.db.models import QuerySet

from articles.models import BankedHash
from articles.provenance.pictures.exchange import COLUMNS, PDQ
from moderation.reports.forms.cells import harmless

FORMS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "txt": "text/plain; charset=utf-8"}
_AT_ONCE = 1_000


def pieces(rows: QuerySet[BankedHash], form: str) -> Iterator[str]:
    """Yield the file of these hashes piece by piece; memory does not grow with the bank."""
    if form == "csv":
        yield ",".join(COLUMNS) + "\r\n"
    found = rows.order_by("bank__name", "pk").values_list("bank__name", "pdq", "category", "tags")
    for bank, pdq, category, tags in found.iterator(chunk_size=_AT_ONCE):
        cells = (bank, PDQ, pdq, category.upper(), tags)
        if form == "csv":
            line = io.StringIO()
            csv.writer(line).writerow([harmless(cell) for cell in cells])
            yield line.getvalue()
        elif form == "jsonl":
            yield json.dumps(dict(zip(COLUMNS, cells, strict=True)), ensure_ascii=False) + "\n"
        else:
            yield f"{PDQ} {pdq}\n"
