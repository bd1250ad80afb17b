"""`manage.py train_queue`: learns from decisions what is worth looking at."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.quality.priority_training import train
from moderation.triage.priority.fit import Quality, TooFew


class Command(BaseCommand):
    help = (
        "Learns from moderators' decisions how likely a reviewer is to act on which reasons. Prints how well the new "
        "model and the one in use foretell the latest 30 % of decisions, which the test model has not seen. The new "
        "model orders nothing until a lead puts it into use at /admin/triage/priority/."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            model, new, old = train(lambda turn: self.stderr.write(f"round {turn}"))
        except TooFew as error:
            raise CommandError(f"nothing is learned from {error}") from None
        self.stdout.write(f"on the latest {new.n} decisions ({new.acted} acts):")
        for name, quality in (("new", new), ("in use", old)):
            self.stdout.write(f"  {name:8} {_figures(quality)}")
        self.stdout.write(f"{model.name}: learned from {model.decisions} decisions")
        for key, weight in sorted(model.content["weights"].items(), key=lambda pair: -pair[1]):
            self.stdout.write(f"  {key:40} × {weight:.2f}  {model.content['seen'].get(key, 0):5} decisions")
        self.stdout.write("a lead puts it into use at /admin/triage/priority/")


def _figures(quality: Quality) -> str:
    auc = "-" if quality.auc is None else f"{quality.auc:.3f} [{quality.auc_low:.2f}–{quality.auc_high:.2f}]"
    return f"AUC {auc}  Brier {quality.brier:.4f}  ECE {quality.ece:.3f}"
