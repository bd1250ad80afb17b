"""Files of picture hashes in the exchange formats of Meta's HMA and its `threatexchange` library. Pure.

- `.csv`: the columns collab, signal_type, signal_str, category, tags, as `threatexchange dataset -P --csv` prints them
- `.jsonl`, `.ndjson`, `.json`: such objects; HMA's content `{"signals": {"pdq": "…"}}`; its signals `{"pdq": "…"}`;
  indicators of the ThreatExchange API `{"type": "HASH_PDQ", "indicator": "…"}`
- `.txt`: `pdq HASH` or `HASH`, one per line, as the library's local files
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from articles.text.json_elements import LONGEST, Elements, lines
from articles.text.visible import visible
from articles.vocabulary.hash_banks import POSITIVE, SIGNAL_CATEGORIES

PDQ = "pdq"
COLUMNS = ("collab", "signal_type", "signal_str", "category", "tags")
LONGEST_NAME, LONGEST_TAGS = 100, 300
_HASH = re.compile(r"[0-9a-f]{64}")
_ROW = Mapping[str, Any] | str
# What exchanges call the columns.
_NAMES = {
    "collab": ("collab", "bank", "bank_name", "privacy_group"),
    "signal_type": ("signal_type", "type", "hash_type"),
    "signal_str": ("signal_str", "signal_value", "signal", "indicator", "hash", "pdq"),
    "category": ("category", "status"),
    "tags": ("tags",),
}
_CATEGORIES = {"": POSITIVE, "malicious": POSITIVE, "non_malicious": "negative_class"}


class BadSignal(ValueError):
    """A row is no hash; the message says why."""


class BadFile(ValueError):
    """The whole file cannot be read; the message says why."""


class OtherSignal(ValueError):
    """A row is a signal of another type, which is not matched here; the message is the type."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A PDQ hash, 64 digits in lower case; `bank` is empty where the row names none."""

    pdq: str
    bank: str = ""
    category: str = POSITIVE
    tags: str = ""


def signal(row: _ROW) -> Signal:
    """Check a row; a string is what is wrong with one that could not be read. Raises BadSignal, OtherSignal."""
    if isinstance(row, str):
        raise BadSignal(row)
    signals = row.get("signals")
    if isinstance(signals, Mapping):
        row = {**row, **signals}
        if PDQ not in signals:
            raise OtherSignal(", ".join(visible(str(each))[:20] for each in list(signals)[:3]) or "none")
        row = {**row, "signal_type": PDQ, "signal_str": signals[PDQ]}
    kind = _text(row, "signal_type").lower().removeprefix("hash_") or PDQ
    if kind != PDQ:
        raise OtherSignal(visible(kind)[:20])
    pdq = _text(row, "signal_str").lower()
    if not _HASH.fullmatch(pdq):
        raise BadSignal(f"no PDQ hash of 64 hexadecimal digits: {visible(pdq[:20]) or 'empty'}")
    given = _text(row, "category").lower()
    category = _CATEGORIES.get(given, given)
    if category not in SIGNAL_CATEGORIES:
        raise BadSignal(f"`category` is none of {', '.join(SIGNAL_CATEGORIES)}: {visible(given[:20])}")
    bank, tags = _text(row, "collab"), _text(row, "tags")
    if len(bank) > LONGEST_NAME or len(tags) > LONGEST_TAGS:
        raise BadSignal(f"the name is longer than {LONGEST_NAME} characters, or the tags than {LONGEST_TAGS}")
    return Signal(pdq, bank, str(category), tags)


def rows_of(file: Path) -> tuple[TextIO, Iterator[tuple[int, Any]]]:
    """Open a file and return it with (line, row), read by its suffix. Raises BadFile, also while rows are read."""
    read = _READERS.get(file.suffix.lower())
    if read is None:
        raise BadFile(f"{file} has none of the suffixes {', '.join(_READERS)}")
    try:
        opened = file.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise BadFile(f"{file}: {error.strerror}") from error
    return opened, _checked(file, read(opened))


def _checked(file: Path, rows: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    try:
        yield from rows
    except OSError as error:
        raise BadFile(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{file} is not UTF-8 (byte {error.start} of a block)") from error
    except csv.Error as error:
        raise BadFile(f"{file} is no table: {error}") from error


def _table(opened: TextIO) -> Iterator[tuple[int, Any]]:
    table = csv.DictReader(opened)
    known = {name for names in _NAMES.values() for name in names}
    columns = {column: column.strip().lower() for column in table.fieldnames or () if column}
    if not known.intersection(_NAMES["signal_str"]).intersection(columns.values()):
        raise BadFile(f"{opened.name} has no column {', '.join(_NAMES['signal_str'])}")
    for row in table:
        yield table.line_num, {name: row[column] for column, name in columns.items()}


def _json_lines(opened: TextIO) -> Iterator[tuple[int, Any]]:
    for number, line in lines(opened):
        yield number, f"longer than {LONGEST:,} characters" if line is None else _object(line)


def _object(line: str) -> Any:
    try:
        found = json.loads(line)
    except RecursionError:
        return "nested too deep"
    except ValueError as error:
        return f"no JSON: {error}"
    return found if isinstance(found, dict) else "no object"


def _document(opened: TextIO) -> Iterator[tuple[int, Any]]:
    elements = Elements(opened, "data")
    if not elements.are_listed():
        raise BadFile(f"{opened.name} is neither a list nor an object with the list `data`")
    for number, value in elements:
        yield number, value if isinstance(value, dict | str) else "no object"


def _plain(opened: TextIO) -> Iterator[tuple[int, Any]]:
    for number, line in lines(opened):
        words = (line or "").split()
        if words and not words[0].startswith("#"):
            kind = words[0] if len(words) > 1 else PDQ
            yield number, {"signal_type": kind, "signal_str": words[-1]} if len(words) <= 2 else "more than two words"


_READERS: dict[str, Callable[[TextIO], Iterator[tuple[int, Any]]]] = {
    ".csv": _table,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _document,
    ".txt": _plain,
}


def _text(row: Mapping[str, Any], name: str) -> str:
    value = next((row[each] for each in _NAMES[name] if row.get(each) is not None), "")
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = " ".join(value)
    if not isinstance(value, str):
        raise BadSignal(f"`{name}` is no text")
    return " ".join(value.replace("\0", "").encode("utf-8", "replace").decode().split())
