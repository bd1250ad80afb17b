"""`manage.py fit_retellings`: fits the threshold of retellings on moderators' answers; prints JSON, changes nothing."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.provenance.precision.share import Share
from articles.provenance.rewording.fitting import FEWEST, TooFewAnswers, fit_threshold
from moderation.quality.retellings import answered_pairs


class Command(BaseCommand):
    help = (
        "Fits the correspondence from which two articles are shown on moderators' answers (reworded against one source "
        "or independent), and prints it with precision and recall on answers that were held out. Put the value into "
        "the setting RETELLING_SHOWN. It cannot be lower than the present one: nobody answered on pairs below."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fewest", type=int, default=FEWEST, metavar="N", help=f"clear answers that are needed (default {FEWEST})"
        )

    def handle(self, *args: Any, fewest: int, **options: Any) -> None:
        try:
            fit = fit_threshold(answered_pairs(), max(2, fewest))
        except TooFewAnswers as error:
            raise CommandError(str(error), returncode=1) from error
        found = {
            "RETELLING_SHOWN": max(fit.threshold, settings.RETELLING_SHOWN),
            "present": settings.RETELLING_SHOWN,
            "reaches_its_aim": fit.is_reached,
            "fitted_on": fit.fitted,
            "held_out_precision": _figures(fit.precision),
            "held_out_recall": _figures(fit.recall),
        }
        self.stdout.write(json.dumps(found))


def _figures(share: Share) -> dict[str, Any]:
    value = None if share.value is None else round(share.value, 3)
    return {"value": value, "of": share.n, "interval": [round(share.low, 3), round(share.high, 3)]}
