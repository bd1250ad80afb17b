from __future__ import annotations

import json
from argparse import ArgumentParser
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.text.json_names import unambiguous
from workbench.api.reference.changes import Change, changes
from workbench.api.reference.schema import document

_WORDS = {
    "en": ("# Changes of the API", "Breaks callers", "Other changes", "Nothing differs."),
    "zh": ("# 接口变更", "不兼容的变更", "其他变更", "没有变更。"),
}


class Command(BaseCommand):
    help = (
        "Prints what differs between two OpenAPI documents as a changelog in Markdown. With --check, the exit code is "
        "1 when a caller of the old one may fail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", type=Path, help="an earlier document, as /api/v1/schema/?format=json gave it")
        parser.add_argument("new", type=Path, nargs="?", help="a later one (default: this installation's)")
        parser.add_argument("--language", choices=list(_WORDS), default="en", help="of the headings (default: en)")
        parser.add_argument("--check", action="store_true", help="fail when a change breaks callers")

    def handle(self, *args: Any, **options: Any) -> None:
        old = _read(options["old"])
        new = _read(options["new"]) if options["new"] else document()
        found = changes(old, new)
        for line in markdown(found, options["language"]):
            self.stdout.write(line)
        broken = sum(change.breaks for change in found)
        if options["check"] and broken:
            raise CommandError(f"{broken} changes break callers")


def markdown(found: list[Change], language: str) -> list[str]:
    """The changelog: what breaks callers first, each part by the place that changed."""
    title, breaking, other, nothing = _WORDS[language]
    lines = [title, ""]
    if not found:
        return [*lines, nothing]
    for heading, part in ((breaking, [c for c in found if c.breaks]), (other, [c for c in found if not c.breaks])):
        if part:
            lines += [f"## {heading}", ""]
            for where, group in groupby(part, key=lambda change: change.where):
                lines += [f"- `{where}`", *(f"  - {change.what}" for change in group)]
            lines.append("")
    return lines


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unambiguous)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise CommandError(f"{path} is no JSON: {error}") from None
    if not isinstance(found, dict) or "paths" not in found:
        raise CommandError(f"{path} is no OpenAPI document")
    return found
