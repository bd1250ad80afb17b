"""Files of known claims as a stream of (line number, row): memory does not grow with the file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from articles.provenance.known_claims.entries import named
from articles.provenance.known_claims.files.claim_review import reviews_in, row_of, scripts_in
from articles.text.json_elements import LONGEST, Elements, lines

Rows = Iterator[tuple[int, Any]]
"""Line and row; a row that is no object comes as the string that says why."""
LARGEST_PAGE = 20_000_000
"""Bytes of a page, and of a JSON document that is no feed: both are read at once."""
_SUFFIXES = (".csv", ".jsonl", ".ndjson", ".json", ".jsonld", ".html", ".htm")


class BadFile(ValueError):
    """The whole file cannot be read; the message says why."""


def rows_of(file: Path) -> tuple[TextIO, Rows]:
    """Open a file and return it with its rows, read by its suffix. Raises BadFile, also while the rows are read."""
    read = _READERS.get(file.suffix.lower())
    if read is None:
        raise BadFile(f"{file} has none of the suffixes {', '.join(_SUFFIXES)}")
    try:
        opened = file.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise BadFile(f"{file}: {error.strerror}") from error
    return opened, _told(file, read(opened))


def _told(file: Path, rows: Rows) -> Rows:
    try:
        yield from rows
    except OSError as error:
        raise BadFile(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{file} is not UTF-8 (byte {error.start} of a block)") from error
    except csv.Error as error:
        raise BadFile(f"{file} is no table: {error}") from error


def _table(opened: TextIO) -> Rows:
    table = csv.DictReader(opened)
    fields = named(table.fieldnames or ())
    missing = [name for name in ("claim", "verdict", "publisher") if name not in fields.values()]
    if missing:
        raise BadFile(f"{opened.name} has no column {', '.join(missing)}")
    for row in table:
        yield table.line_num, {field: row.get(column) for column, field in fields.items()}


def _lines(opened: TextIO) -> Rows:
    for number, line in lines(opened):
        if line is None:
            yield number, f"longer than {LONGEST:,} characters"
        else:
            yield from ((number, row) for row in _rows_in(_parsed(line)))


def _document(opened: TextIO) -> Rows:
    """A JSON document: the elements of a list or DataFeed one by one, anything else as a whole."""
    elements = Elements(opened, "dataFeedElement")
    if elements.are_listed():
        for number, value in elements:
            yield from ((number, row) for row in _rows_in(value))
        return
    opened.seek(0)
    text = opened.read(LARGEST_PAGE + 1)
    if len(text) > LARGEST_PAGE:
        raise BadFile(f"{opened.name} is no list and no DataFeed, and larger than {LARGEST_PAGE:,} characters")
    yield from ((1, row) for row in _rows_in(_parsed(text)))


def _page(opened: TextIO) -> Rows:
    text = opened.read(LARGEST_PAGE + 1)
    if len(text) > LARGEST_PAGE:
        raise BadFile(f"{opened.name} is larger than {LARGEST_PAGE:,} characters")
    found = list(scripts_in(text))
    if not found:
        raise BadFile(f"{opened.name} has no script of the type application/ld+json")
    for value in found:
        if value is None:
            yield 1, "a script of the type application/ld+json is no JSON"
        else:
            # Pages describe much else in JSON-LD: only what is a ClaimReview counts.
            yield from ((1, row_of(review)) for review in reviews_in(value))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return "nested too deep"
    except ValueError as error:
        return f"no JSON: {error}"


def _rows_in(value: Any) -> Iterator[Any]:
    """Each ClaimReview within a value; a plain object is a row itself."""
    if isinstance(value, str):
        yield value
        return
    reviews = list(reviews_in(value))
    if reviews:
        yield from map(row_of, reviews)
    elif isinstance(value, dict) and "claim" in value:
        yield value
    else:
        yield "neither a ClaimReview nor an object with `claim`"


_READERS: dict[str, Callable[[TextIO], Rows]] = {
    ".csv": _table,
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".json": _document,
    ".jsonld": _document,
    ".html": _page,
    ".htm": _page,
}
