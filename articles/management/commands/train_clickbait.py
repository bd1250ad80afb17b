"""Train the clickbait weights and print the evaluation by source."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.scoring import training
from articles.scoring.evaluation import Figures
from articles.scoring.model_card import card_of
from articles.scoring.training_rows import DataFile, Row, data_file, files_of, read_labelled, read_weak
from articles.scoring.weights import LANGUAGES


class Command(BaseCommand):
    help = "Train the clickbait weights on labelled headlines, print the evaluation by source left out."
    # It reads no setting and no row.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("data", nargs="+", type=Path, help="labelled .jsonl or .jsonl.gz files, or folders of them")
        parser.add_argument("--output", type=Path, required=True, help="the weights file to write")
        parser.add_argument("--language", choices=LANGUAGES, default="zh", help="rows of other languages are left out")
        parser.add_argument("--weak-positive", nargs="*", type=Path, default=[], help="collections taken for clickbait")
        parser.add_argument("--weak-negative", nargs="*", type=Path, default=[], help="collections taken for plain")
        parser.add_argument("--weak-rows", type=int, default=3000, help="weak headlines of each label (default 3000)")
        parser.add_argument("--model-version", default="1", help="ends the model's name: clickbait-zh-1")
        parser.add_argument("--date", help="date of the model, written as given; without it none is written")
        parser.add_argument("--card", type=Path, help="also write the model card of all weights beside --output")

    def handle(self, *_: Any, **options: Any) -> None:
        language = options["language"]
        settings = training.SETTINGS[language]
        try:
            rows, files = _read(options)
            corpus = training.prepare(rows, language)
            evaluation = training.evaluate(corpus, settings)
            fitted = training.train(corpus, settings)
        except (OSError, ValueError, training.MissingTrainer) as error:
            raise CommandError(str(error)) from error
        model = f"clickbait-{language}-{options['model_version']}"
        weights = training.weights_json(model, language, corpus, fitted, evaluation, files, options["date"])
        options["output"].write_text(training.to_text(weights), encoding="utf-8")
        self._print(evaluation)
        self.stdout.write(f"{model}: {len(rows)} headlines, {len(fitted.columns)} n-grams → {options['output']}")
        if options["card"]:
            options["card"].write_text(card_of(options["output"].parent), encoding="utf-8")

    def _print(self, evaluation: list[Figures]) -> None:
        heads = f"{'rows':>6} {'pos':>6} {'AUC':>6} {'90 % interval':>14} {'F1':>6} {'Brier':>6} {'ECE':>6}"
        self.stdout.write(f"{'source left out':32} {heads}")
        for row in evaluation:
            auc = "-" if row.auc is None else f"{row.auc:.3f}"
            reach = "-" if row.auc_low is None else f"{row.auc_low:.3f}–{row.auc_high:.3f}"
            figures = f"{auc:>6} {reach:>14} {row.f1:6.3f} {row.brier:6.4f} {row.ece:6.3f}"
            self.stdout.write(f"{row.source:32} {row.rows:6} {row.positive:6} {figures}")


def _read(options: dict[str, Any]) -> tuple[list[Row], list[DataFile]]:
    rows: list[Row] = []
    files: list[DataFile] = []
    language = options["language"]
    batches = [(path, "labelled", read_labelled(path, language)) for path in files_of(options["data"])]
    for label, name in ((1, "weak_positive"), (0, "weak_negative")):
        paths = files_of(options[name])
        share = options["weak_rows"] // max(1, len(paths))
        batches += [(path, name.replace("_", " "), read_weak(path, language, label, share)) for path in paths]
    for path, use, batch in batches:
        if batch:
            rows += batch
            files.append(data_file(path, use, len(batch)))
    return rows, files
