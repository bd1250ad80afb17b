"""The report as CSV: its tables with empty lines between. UTF-8 with a byte order mark, for Excel."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from moderation.reports.document import checksum
from moderation.reports.forms.cells import harmless
from moderation.reports.forms.grid import Cell, grids
from moderation.reports.phrases import Language

_MARK = "\ufeff"


def to_csv(document: dict[str, Any], language: Language) -> bytes:
    """Each table: a line with its code and title, a line of column names, its rows. Numbers are as in the JSON."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["week", document["week"], "revision", document["revision"], "as_of", document["as_of"]])
    writer.writerow(["partial", json.dumps(document["partial"]), "sha256_json", checksum(document)])
    for grid in grids(document, language):
        writer.writerow([])
        writer.writerow([f"# {harmless(grid.code)}", harmless(grid.title)])
        writer.writerow([harmless(name) for name in grid.head])
        writer.writerows([_cell(value) for value in row] for row in grid.rows)
    return (_MARK + out.getvalue()).encode()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else json.dumps(value)
