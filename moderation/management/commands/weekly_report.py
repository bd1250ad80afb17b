from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from moderation.reports.document import build, checksum
from moderation.reports.week import FutureWeek, UnknownWeek, Week
from moderation.reports.wording import LANGUAGES
from moderation.reports.writing import FORMATS, UnknownFormat, known_formats, write


class Command(BaseCommand):
    help = "Writes the provenance report of one ISO week; prints one JSON object a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--week", required=True, help="ISO week in Beijing time, such as 2026-W03")
        parser.add_argument("--output", required=True, type=Path, help="folder to write to; made when missing")
        parser.add_argument(
            "--formats", default="html,json", help=f"comma-separated, of: {', '.join(FORMATS)} (default: html,json)"
        )
        parser.add_argument("--language", choices=sorted(LANGUAGES), default="zh-hans", help="of the HTML page")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            week = Week.parse(options["week"])
            formats = known_formats(options["formats"])
            document = build(week, timezone.now())
            paths = write(document, options["output"], formats, LANGUAGES[options["language"]])
        except (UnknownWeek, FutureWeek, UnknownFormat) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"cannot write to {options['output']}: {error.strerror}") from error
        for name, path in zip(formats, paths, strict=True):
            line = {
                "week": document["week"],
                "format": name,
                "path": str(path),
                "partial": document["partial"],
                "sha256_json": checksum(document),
            }
            self.stdout.write(json.dumps(line, ensure_ascii=False))
