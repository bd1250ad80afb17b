"""The training data of the clickbait score: labelled headlines, and weakly labelled collections."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.scoring.clickbait.headline_language import headline_language
from articles.text.json_names import RepeatedName, unambiguous
from articles.text.search_folding import fold_for_search

WEAK = "weak"
# The source name for headlines that moderators decided on.
DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Row:
    """The headline to learn from, with its label.

    `label` is 1 for clickbait. `target` is the share of annotators who said so (0–1), equal to the label if only that
    is known. `source` is the unit that evaluation leaves out. Rows of source `WEAK` are labelled by their collection
    alone, are never evaluated on, and get a small weight.
    """

    title: str
    label: int
    target: float
    source: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class DataFile:
    """The trace of a data file, kept in the weights, so that a model can be traced to its data.

    `use` is `labelled`, `weak positive`, `weak negative`, or `decisions`, whose hash is that of headlines and labels.
    """

    name: str
    use: str
    sha256: str
    rows: int


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The `.jsonl` and `.jsonl.gz` files among `paths`; folders are walked in order of name.

    Raises FileNotFoundError.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.name.endswith((".jsonl", ".jsonl.gz")))
        elif path.is_file():
            found.append(path)
        else:
            raise FileNotFoundError(f"no such file or folder: {path.name}")
    return found


def read_labelled(path: Path, language: str) -> list[Row]:
    """Read the labelled rows of one file that are in `language`.

    A line is `{"title", "label", "source"?, "strength"?, "body"?}`. Raises ValueError, with file and line, for any
    other line.
    """
    rows = []
    for number, record in _records(path):
        label, title = record.get("label"), record["title"]
        target = record.get("strength", label)
        if label not in (0, 1) or not isinstance(target, int | float) or not 0 <= target <= 1:
            raise ValueError(f"{path.name}, line {number}: label must be 0 or 1, strength between 0 and 1")
        source, body = record.get("source") or path.name, record.get("body") or ""
        if headline_language(fold_for_search(title).text) == language:
            rows.append(Row(title, int(label), float(target), str(source), str(body)))
    return rows


def read_weak(path: Path, language: str, label: int, most: int) -> list[Row]:
    """Read at most `most` headlines of a collection, evenly spaced over the file, all labelled `label`."""
    titles = [record["title"] for _, record in _records(path)]
    titles = [title for title in titles if headline_language(fold_for_search(title).text) == language]
    step = max(1.0, len(titles) / most)
    picked = [titles[int(place * step)] for place in range(min(most, len(titles)))]
    return [Row(title, label, float(label), WEAK) for title in picked]


def data_file(path: Path, use: str, rows: int) -> DataFile:
    """The trace of `path`: its name without folders, its use, its SHA-256, and the number of rows used."""
    return DataFile(path.name, use, hashlib.sha256(path.read_bytes()).hexdigest(), rows)


def data_rows(rows: Sequence[Row]) -> DataFile:
    """The trace of moderators' verdicts, which are not in a file."""
    text = "".join(f"{row.label}\t{row.title}\n" for row in rows)
    return DataFile("moderators' decisions", DECISIONS, hashlib.sha256(text.encode()).hexdigest(), len(rows))


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_text(path).rstrip("\n").split("\n"), 1):
        try:
            record = json.loads(line, object_pairs_hook=unambiguous)
        except RepeatedName as error:
            raise ValueError(f"{path.name}, line {number}: has one name twice") from error
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: not JSON") from error
        if not isinstance(record, dict) or not isinstance(record.get("title"), str):
            raise ValueError(f'{path.name}, line {number}: not an object with a "title"')  # noqa: TRY004  data, not a call
        yield number, record


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return (gzip.decompress(data) if path.name.endswith(".gz") else data).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: neither UTF-8 text nor gzip of it") from error
