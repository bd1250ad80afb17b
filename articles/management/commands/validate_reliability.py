"""`manage.py validate_reliability`: measures how well the reliability score predicts violations."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.arguments import day
from articles.scoring.reliability.history import Histories
from articles.scoring.reliability.parts import PARTS_FILE, read_scheme
from articles.scoring.reliability.priors import fit_priors, fit_record
from articles.scoring.reliability.simulation import LAST_DAY, MIXES, Simulated, simulate
from articles.scoring.reliability.truth import Truth
from articles.scoring.reliability.validation import Validation, validate
from articles.scoring.stored.histories import read_histories

_HELD_OUT = timedelta(days=90)


class Command(BaseCommand):
    help = (
        "Scores every source on the evidence before a day and compares the scores with later reviews: AUC, Brier score "
        "and calibration error, beside the raw rate and the Wilson lower bound; how many good sources each of them "
        "accuses; and how stable the ranks are. Uses this installation's rows, or simulated sources with known truth "
        "(--simulate)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--simulate", nargs="?", type=int, const=20_000, metavar="N", help="N simulated sources (default 20000)"
        )
        parser.add_argument(
            "--mix", choices=MIXES, default="rare", help="the kinds of simulated sources (default rare; docs/scores.md)"
        )
        parser.add_argument("--seed", type=int, default=1, help="random seed of the simulation (default 1)")
        parser.add_argument("--cut", type=day, metavar="DATE", help="first day of the hold-out (default: 90 days ago)")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--write-priors", type=Path, metavar="FILE", help="write a scheme with fitted priors")

    def handle(self, *_: Any, **options: Any) -> None:
        histories, simulated, last = self._histories(options)
        cut = options["cut"] or last - _HELD_OUT
        self.stderr.write(f"validating {len(histories):,} sources, held out from {cut} …")
        try:
            found = validate(histories, cut, simulated)
        except ValueError as error:
            known = sum(bool(history.reviews) for history in histories.values())
            raise CommandError(
                f"{error}: {len(histories):,} sources, {known:,} with a reviewed article, cut at {cut}. Name another "
                "--cut, review more, or look at --simulate"
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found), default=str, indent=1))
        else:
            self._print(found)
        if options["write_priors"]:
            self._write_priors(options["write_priors"], histories, last)

    def _histories(self, options: dict[str, Any]) -> tuple[Histories, Simulated | None, date]:
        if options["simulate"] is not None:
            if options["simulate"] < 1:
                raise CommandError("--simulate needs at least one source")
            self.stderr.write(f"simulating {options['simulate']:,} sources …")
            simulated = simulate(options["simulate"], options["seed"], MIXES[options["mix"]])
            return simulated.histories, simulated, LAST_DAY
        self.stderr.write("reading observations and reviews …")
        histories = read_histories()
        days = [each.day for history in histories.values() for each in history.days]
        if not days:
            raise CommandError("no article was assessed yet; --simulate works without any")
        return histories, None, max(days)

    def _print(self, found: Validation) -> None:
        stream = "random audit" if found.audited_only else "all reviews: there is no random audit yet"
        self.stdout.write(
            f"{found.sources:,} sources; held out from {found.cut}: {found.held_out:,} reviewed articles ({stream})\n\n"
            f"{'chance of a violation by':26}{'AUC':>8}{'Brier':>9}{'ECE':>8}"
        )
        for name, row in found.predictions.items():
            self.stdout.write(f"{name:26}{_number(row.auc):>8}{row.brier:9.4f}{row.ece:8.4f}")
        self.stdout.write(f"{'the whole score':26}{_number(found.score_auc):>8}")
        if found.best_auc is not None:
            self.stdout.write(f"{'the true chances':26}{_number(found.best_auc):>8}")
        self.stdout.write("")
        truth = "known" if found.truth == "simulated" else "no violation in the hold-out"
        self.stdout.write(f"good sources among those accused (the worst 2 %; good: {truth})")
        measures = list(dict.fromkeys(row.measure for row in found.false_flags))
        self.stdout.write(f"{'articles reviewed':20}" + "".join(f"{name:>22}" for name in measures))
        for size in dict.fromkeys(row.reviewed for row in found.false_flags):
            cells = [row for row in found.false_flags if row.reviewed == size]
            told = "".join(f"{_share(row.good) + f' of {row.accused}':>22}" for row in cells)
            self.stdout.write(f"{'all' if size == '1+' else size:20}{told}")
        self.stdout.write(f"\nrank stability over 30 days (Spearman): {_number(found.stability)}")
        self.stdout.write(f"odds of a violation among chosen articles, times those among audited ones: {found.odds:g}")
        if found.compared is not None:
            self._print_truth(found.compared)

    def _print_truth(self, truth: Truth) -> None:
        head = f"{'with reviews enough':20}{'n':>7}{'mean':>8}{'low':>8}{'high':>8}{'interval holds truth':>22}"
        self.stdout.write(f"\n{head}")
        for row in truth.kinds:
            shares = f"{row.low:8.1%}{row.high:8.1%}{row.coverage:22.1%}"
            self.stdout.write(f"{row.kind:20}{row.n:7}{row.mean:8.1f}{shares}")
        self.stdout.write(f"{'all':20}{'':31}{truth.coverage:22.1%}")
        self.stdout.write(f"{'with any review':20}{'':31}{truth.coverage_reviewed:22.1%}")
        for kind, pairs in truth.below.items():
            best = "" if pairs.best is None else f" (the best possible with these reviews: {pairs.best:.1%})"
            self.stdout.write(f"violators below {kind}: {pairs.below:.1%} of pairs{best}")
        for size in truth.accusations:
            self.stdout.write(
                f"good accounts with {size.articles} articles in the band low: {size.low} of {size.good:,}"
            )
        seen = truth.recognition
        self.stdout.write(
            f"violators in the band low by the cut: {seen.recognised} of {seen.violators}; median days since the first "
            f"article: {_plain(seen.days)}, median reviews: {_plain(seen.reviews)}"
        )
        self.stdout.write(f"sources without a review in the band high: {truth.unreviewed_high}")

    def _write_priors(self, path: Path, histories: Histories, last: date) -> None:
        scheme = json.loads(PARTS_FILE.read_text(encoding="utf-8"))
        scheme["model"] = f"{scheme['model']}-fitted-{last:%Y%m%d}"
        for name, (a, b, sources) in fit_priors(histories).items():
            part = scheme["parts"][name]
            if (part["prior"]["a"], part["prior"]["b"]) != (a, b):
                part["prior"] = {"a": a, "b": b}
                part["reason"] = f"Fitted on {sources:,} sources with a case, up to {last}."
        record = fit_record(histories)
        if record is None:
            self.stdout.write("too few reviewed sources: the record keeps its prior")
        else:
            scheme |= {"selection_odds": record.odds, "spreads": record.spreads}
            scheme["severity"]["mean"] = record.severity
            for platform, sources in record.sources.items():
                told = "a spread of its own" if platform in record.spreads else "too few: the spread of all"
                self.stdout.write(f"{platform or 'all platforms'}: {sources:,} reviewed sources, {told}")
        path.write_text(json.dumps(scheme, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        read_scheme(path)
        self.stdout.write(f"{scheme['model']} → {path}; use it with RELIABILITY_SCHEME={path}")


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
