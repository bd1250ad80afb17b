"""Input of the commands: files, standard input, folders, and lines of `.jsonl`, one page at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import CommandError

from articles.intake.strict_json import BadJSON, loads
from articles.intake.submission import Submission
from articles.parsing import Unreadable

LONGEST_FILE = 64 * 1024 * 1024
"""Most bytes of one page read into memory; the limit of parsing is far lower."""
_TYPES = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".mhtml": "multipart/related",
    ".mht": "multipart/related", ".txt": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown",
}  # fmt: skip
_READMES = frozenset(("readme", "changelog", "license", "contributing"))
_MOST_NAMED = 10
LINES = ".jsonl"
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the input: its place, and its submission or the error.

    `fault` is Unreadable, or InvalidFields for a line.
    """

    path: str
    submission: Submission | None
    fault: Exception | None = None
    line: int | None = None

    def place(self) -> dict[str, str | int]:
        """Return `path`, and `line` for a line of a file, as JSON values."""
        shown = os.fsencode(self.path).decode("utf-8", "replace")
        return {"path": shown} if self.line is None else {"path": shown, "line": self.line}


def find(paths: list[str], tell: Callable[[str], object] = lambda line: None) -> list[str]:
    """List the files of `paths`; folders are walked, in order of name, for pages and `.jsonl`.

    `tell` gets a line about the other files of a folder, which are skipped; hidden ones are not named.

    Raises CommandError (exit code 2) for a path that does not exist, or a folder without any page.
    """
    found: list[str] = []
    for path in paths:
        if path != STDIN and not Path(path).exists():
            raise CommandError(f"no such file or folder: {path}", returncode=2)
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            files = sorted(file for file in Path(path).rglob("*") if file.is_file())
            inside = [str(file) for file in files if _is_page(file)]
            if not inside:
                kinds = ", ".join([*_TYPES, LINES])
                raise CommandError(f"no page in folder {path} (looked for {kinds})", returncode=2)
            found += inside
            others = [file for file in files if not _is_page(file) and not _is_hidden(file.relative_to(path))]
            if others:
                tell(_skipped(path, others))
        else:
            found.append(path)
    return found


def entries(files: list[str], *, platform: str | None = None, url: str = "") -> Iterator[Entry]:
    """Read `files` one after the other; `platform` and `url` are defaults for lines without them."""
    for file in files:
        if file.lower().endswith(LINES):
            yield from _lines(file, platform, url)
        else:
            yield _page(file, platform, url)


def _is_page(file: Path) -> bool:
    suffix = file.suffix.lower()
    is_about_folder = suffix in (".md", ".markdown") and file.stem.lower() in _READMES
    return suffix in (*_TYPES, LINES) and not is_about_folder


def _is_hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def _skipped(folder: str, files: list[Path]) -> str:
    """`skipped 2 files in folder pages: a.pdf, b.png (pages are .html, …)`; names at most ten of them."""
    names = [os.fsencode(file.relative_to(folder)).decode("utf-8", "replace") for file in files[:_MOST_NAMED]]
    more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    kinds = ", ".join([*_TYPES, LINES])
    what = "1 file" if len(files) == 1 else f"{len(files)} files"
    return f"skipped {what} in folder {folder}: {', '.join(names)}{more} (pages are {kinds})"


def _page(file: str, platform: str | None, url: str) -> Entry:
    try:
        content = _content(file)
    except Unreadable as error:
        return Entry(file, None, error)
    content_type = _TYPES.get(Path(file).suffix.lower(), "")
    return Entry(file, Submission(content, content_type=content_type, platform=platform, url=url))


def _content(file: str) -> bytes:
    try:
        if file == STDIN:
            content = sys.stdin.buffer.read(LONGEST_FILE + 1)
        else:
            with Path(file).open("rb") as stream:
                content = b"" if _size(stream) > LONGEST_FILE else stream.read(LONGEST_FILE + 1)
                if not content and _size(stream):
                    raise _too_large()
    except OSError as error:
        raise Unreadable("unreadable", error.strerror or "the file cannot be read") from None
    if len(content) > LONGEST_FILE:
        raise _too_large()
    return content


def _size(stream: BinaryIO) -> int:
    return os.fstat(stream.fileno()).st_size


def _too_large() -> Unreadable:
    return Unreadable("too_large", f"more than {LONGEST_FILE:,} bytes")


def _lines(file: str, platform: str | None, url: str) -> Iterator[Entry]:
    try:
        with Path(file).open("rb") as stream:
            number = 0
            while line := stream.readline(LONGEST_FILE + 1):
                number += 1
                if len(line) > LONGEST_FILE:
                    yield Entry(file, None, _too_large(), number)
                    _skip_line(stream)
                elif line.strip():
                    yield _line(file, line, number, platform, url)
    except OSError as error:
        yield Entry(file, None, Unreadable("unreadable", error.strerror or "the file cannot be read"))


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LONGEST_FILE)) and not rest.endswith(b"\n"):
        pass


def _line(file: str, line: bytes, number: int, platform: str | None, url: str) -> Entry:
    from articles.parsing.submitted.structured import InvalidFields

    try:
        data = loads(line)
    except BadJSON as error:
        return Entry(file, None, Unreadable(error.code, str(error)), number)
    if isinstance(data, dict):
        stand_in = {name: value for name, value in (("platform", platform), ("url", url)) if value}
        data = {**stand_in, **data}
    try:
        return Entry(file, Submission.from_json(data), None, number)
    except InvalidFields as error:
        return Entry(file, None, error, number)
