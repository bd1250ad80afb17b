from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from moderation.audit import downloads
from moderation.reports.document import build, checksum
from moderation.reports.forms.formats import FORMATS, UnknownFormat, known_formats
from moderation.reports.forms.pdf_form import NoPdf
from moderation.reports.forms.writing import write
from moderation.reports.publishing import publish, revise
from moderation.reports.rollups.counting import count_due
from moderation.reports.week import FutureWeek, UnknownWeek, Week
from moderation.reports.wording import LANGUAGES


class Command(BaseCommand):
    help = (
        "Writes the provenance report of one ISO week; prints one JSON object per file. Publishes a week that is over "
        "and has no report yet; publishes later corrections as the next revision. Writes a running week as partial."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--week", required=True, help="ISO week in Beijing time, such as 2026-W03")
        parser.add_argument("--output", required=True, type=Path, help="folder to write to; made when missing")
        parser.add_argument(
            "--formats", default="html,json", help=f"comma-separated, of: {', '.join(FORMATS)} (default: html,json)"
        )
        parser.add_argument("--language", choices=sorted(LANGUAGES), default="zh-hans", help="of all but the JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            week = Week.parse(options["week"])
            formats = known_formats(options["formats"])
            document = self._document(week)
            paths = write(document, options["output"], formats, LANGUAGES[options["language"]])
        except (UnknownWeek, FutureWeek, UnknownFormat, NoPdf) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"cannot write to {options['output']}: {error.strerror}") from error
        for name, path in zip(formats, paths, strict=True):
            downloads.report("command", document, name, channel="command")
            line = {
                "week": document["week"],
                "revision": document["revision"],
                "format": name,
                "path": str(path),
                "partial": document["partial"],
                "sha256_json": checksum(document),
            }
            self.stdout.write(json.dumps(line, ensure_ascii=False))

    def _document(self, week: Week) -> dict[str, Any]:
        now = timezone.now()
        if week.is_partial(now):
            count_due(now=now)
            return build(week, now)
        first = publish(week, now=now, actor="command")
        return (revise(week, now=now, actor="command") or first).content()
