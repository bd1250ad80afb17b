from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from moderation.webhooks.protocol.schemas import schemas


class Command(BaseCommand):
    help = "Writes the JSON Schema of each webhook message into a folder, one file per type."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="folder to write to; made when missing, e.g. docs/webhooks")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for event_type, schema in schemas().items():
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            (folder / f"{event_type}.schema.json").write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(schemas())} schemas")
