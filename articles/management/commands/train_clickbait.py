"""Train the clickbait weights and print the evaluation by source."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.scoring.clickbait.model_card import card_of
from articles.scoring.clickbait.weights import LANGUAGES
from articles.scoring.training import train
from articles.scoring.training.comparing import Comparison
from articles.scoring.training.evaluation import Figures
from articles.scoring.training.features import Corpus
from articles.scoring.training.fit import Fitted
from articles.scoring.training.rows import DataFile, Row, data_file, data_rows, files_of, read_labelled, read_weak


class Command(BaseCommand):
    help = (
        "Train the clickbait weights on labelled headlines and print a leave-one-source-out evaluation. With "
        "--from-decisions, moderators' verdicts are training data too, and the new model runs in shadow."
    )
    # Reads no settings, and rows only with --from-decisions.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("data", nargs="*", type=Path, help="labelled .jsonl or .jsonl.gz files, or folders of them")
        parser.add_argument("--output", type=Path, help="the weights file to write; needed without --from-decisions")
        parser.add_argument(
            "--from-decisions",
            action="store_true",
            help="learn from moderators' verdicts on headlines too, and run the new model in shadow until a lead "
            "promotes it at /admin/triage/models/",
        )
        parser.add_argument("--language", choices=LANGUAGES, default="zh", help="rows of other languages are left out")
        parser.add_argument("--weak-positive", nargs="*", type=Path, default=[], help="collections taken for clickbait")
        parser.add_argument("--weak-negative", nargs="*", type=Path, default=[], help="collections taken for plain")
        parser.add_argument("--weak-rows", type=int, default=3000, help="weak headlines per label (default 3000)")
        parser.add_argument(
            "--calibrate-on",
            default="",
            metavar="SOURCE",
            help="the source whose mix of headlines is that of use: probabilities and bands are fitted to it",
        )
        parser.add_argument("--model-version", help="last part of the model's name (default: 1, or the next d-number)")
        parser.add_argument("--date", help="date of the model, written as given (default: none)")
        parser.add_argument("--card", type=Path, help="also write the model card of all weights beside --output")

    def handle(self, *_: Any, **options: Any) -> None:
        output, learns = options["output"], options["from_decisions"]
        if not learns and not (options["data"] and output):
            raise CommandError("give DATA… and --output FILE, or --from-decisions")
        if options["card"] and not output:
            raise CommandError("--card needs --output: the card describes the weights files beside it")
        try:
            rows, files = _read(options)
            weights = self._from_decisions(rows, files, options) if learns else self._trained(rows, files, options)
        except (OSError, ValueError, train.MissingTrainer) as error:
            raise CommandError(str(error)) from error
        if output:
            output.write_text(train.to_text(weights), encoding="utf-8")
            self.stdout.write(f"weights → {output}")
        if options["card"]:
            options["card"].write_text(card_of(output.parent), encoding="utf-8")

    def _trained(self, rows: list[Row], files: list[DataFile], options: dict[str, Any]) -> dict[str, Any]:
        language = options["language"]
        corpus = train.prepare(rows, language)
        name = f"clickbait-{language}-{options['model_version'] or 1}"
        return self._fit(corpus, files, name, options)[0]

    def _from_decisions(self, rows: list[Row], files: list[DataFile], options: dict[str, Any]) -> dict[str, Any]:
        # Imported here, because training from files alone must work without a database.
        from articles.scoring.stored import candidates

        language = options["language"]
        name = candidates.next_name(language, options["model_version"])
        verdicts = candidates.learnable_verdicts(language)
        learned = [verdict.row for verdict in verdicts]
        corpus = train.prepare([*rows, *learned], language)
        weights, fitted = self._fit(corpus, [*files, data_rows(learned)], name, options)
        comparison = candidates.compare_on_verdicts(corpus, fitted, verdicts, language)
        candidates.run_in_shadow(weights, len(verdicts), comparison)
        self.stdout.write(_compared(comparison))
        self.stdout.write(f"{name} now runs in shadow; a lead promotes it at /admin/triage/models/")
        return weights

    def _fit(
        self, corpus: Corpus, files: list[DataFile], name: str, options: dict[str, Any]
    ) -> tuple[dict[str, Any], Fitted]:
        settings = replace(train.SETTINGS[options["language"]], target=options["calibrate_on"])
        if settings.target and settings.target not in corpus.sources(corpus.labelled):
            raise ValueError(f"no headline has the source {settings.target}")
        evaluation = train.evaluate(corpus, settings)
        self._print(evaluation)
        fitted = train.train(corpus, settings)
        self.stdout.write(f"{name}: {len(corpus.label)} headlines, {len(fitted.columns)} n-grams")
        date = options["date"]
        return train.weights_json(
            name, options["language"], corpus, fitted, evaluation, files, date, settings.target
        ), fitted

    def _print(self, evaluation: list[Figures]) -> None:
        heads = f"{'rows':>6} {'pos':>6} {'AUC':>6} {'90 % interval':>14} {'F1':>6} {'Brier':>6} {'ECE':>6}"
        self.stdout.write(f"{'source left out':32} {heads}")
        for row in evaluation:
            auc = "-" if row.auc is None else f"{row.auc:.3f}"
            reach = "-" if row.auc_low is None else f"{row.auc_low:.3f}–{row.auc_high:.3f}"
            figures = f"{auc:>6} {reach:>14} {row.f1:6.3f} {row.brier:6.4f} {row.ece:6.3f}"
            self.stdout.write(f"{row.source:32} {row.rows:6} {row.positive:6} {figures}")


def _compared(comparison: Comparison | None) -> str:
    if comparison is None:
        return "too few verdicts since the model in use was trained to compare the two"
    lines = [f"on {comparison.rows} verdicts ({comparison.positive} clickbait) that neither model has seen:"]
    for name, figures in (
        ("new", (comparison.new_auc, comparison.new_brier, comparison.new_ece)),
        ("in use", (comparison.old_auc, comparison.old_brier, comparison.old_ece)),
    ):
        auc, brier, ece = figures
        lines.append(f"  {name:8} AUC {'-' if auc is None else f'{auc:.3f}'}  Brier {brier:.4f}  ECE {ece:.3f}")
    return "\n".join(lines)


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
