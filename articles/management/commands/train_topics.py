"""Train the model of kinds and topics."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.provenance.topics import model_card, training
from articles.provenance.topics.model import FILE


class Command(BaseCommand):
    help = (
        "Train the model of kinds and topics on JSONL rows (id, title, body, kind, topics, weight). With --labels, "
        "moderators' corrections of stored articles are rows, too."
    )
    # Reads no settings, and rows of the database only with --labels.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("data", nargs="*", type=Path, help="JSONL files of labelled texts")
        parser.add_argument("--labels", action="store_true", help="learn from moderators' corrections, too")
        parser.add_argument("--output", type=Path, default=FILE, help="the file to write (default: the shipped one)")
        parser.add_argument("--model-version", default="topics-zh-1", help="the model's name (default topics-zh-1)")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            rows = [training.row_of(data) for data in _read(options["data"])]
            corrections = [training.row_of(data) for data in _corrections()] if options["labels"] else []
            model = training.train([*rows, *corrections], options["model_version"])
        except (OSError, ValueError, KeyError, training.MissingTrainer) as error:
            raise CommandError(str(error)) from error
        options["output"].write_text(training.to_text(model), encoding="utf-8")
        card = options["output"].with_name(f"{options['output'].stem}_card.md")
        card.write_text(model_card.card_of(model, rows, corrections), encoding="utf-8")
        self.stdout.write(
            f"{model['version']}: {len(rows)} texts, {len(corrections)} corrections → {options['output']}"
        )


def _read(files: list[Path]) -> Iterator[dict[str, Any]]:
    for file in files:
        with file.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)


def _corrections() -> Iterator[dict[str, Any]]:
    # Imported here, because training from files alone must work without a database.
    from articles.provenance.stored.topics import correction_rows

    return correction_rows()
