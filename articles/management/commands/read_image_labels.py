"""`manage.py read_image_labels PATH…`: reads AI labels in the metadata of files; needs no database."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.parsing.images.file_metadata import MAX_BYTES
from articles.parsing.labels.file_label import read_file_label

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".heic", ".heif", ".gif", ".tif", ".tiff", ".dng")
_KINDS = (*_PICTURES, ".mp4", ".mov", ".pdf", ".md", ".markdown", ".html", ".htm")
_STDIN = "-"


class Command(BaseCommand):
    help = "Reads AI labels (GB 45438, IPTC, C2PA) in pictures, PDF, MP4, HTML and Markdown; prints JSON lines."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file, folder, or - for standard input")

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        files = [file for path in paths for file in _files(path)]
        unreadable = 0
        for file in files:
            label = _label(file)
            unreadable += label["state"] == "unreadable"
            shown = os.fsencode(file).decode("utf-8", "replace")
            self.stdout.write(json.dumps({"path": shown, **label}, ensure_ascii=False))
        if unreadable:
            raise CommandError(f"{unreadable} of {len(files)} images cannot be read", returncode=1)


def _files(path: str) -> list[str]:
    """List the files of a path; folders are walked. Raises CommandError (exit code 2) without any."""
    place = Path(path)
    if path == _STDIN or place.is_file():
        return [path]
    found = sorted(str(file) for file in place.rglob("*") if file.suffix.lower() in _KINDS and file.is_file())
    if not found:
        raise CommandError(f"no image at {path} (looked for {', '.join(_KINDS)} in folders)", returncode=2)
    return found


def _label(file: str) -> dict[str, Any]:
    try:
        if file == _STDIN:
            return asdict(read_file_label(sys.stdin.buffer.read(MAX_BYTES + 1)))
        with Path(file).open("rb") as stream:
            return asdict(read_file_label(stream.read(MAX_BYTES + 1)))
    except OSError as error:
        return {"state": "unreadable", "note": error.strerror or "the file cannot be read"}
