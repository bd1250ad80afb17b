"""`manage.py fit_claims`: fits the thresholds of known claims on moderators' answers; prints JSON, changes nothing."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.provenance.precision.share import Share
from articles.provenance.rewording.fitting import FEWEST, TooFewAnswers, fit_threshold
from articles.vocabulary.known_claims import MEANING, METHODS, WORDS
from moderation.quality.known_claims import answered_likenesses

_SETTINGS = {str(WORDS): "CLAIM_SUGGEST", str(MEANING): "CLAIM_MEANING_SUGGEST"}


class Command(BaseCommand):
    help = (
        "Fits the likeness from which a known claim is shown on moderators' answers (the same claim against another "
        "one), by words and by meaning apart, and prints each with precision and recall on answers that were held out. "
        "Put the values into the settings CLAIM_SUGGEST and CLAIM_MEANING_SUGGEST. None can be lower than the present "
        "one: nobody answered on what was not shown. Exit code 1 when neither has enough answers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fewest", type=int, default=FEWEST, metavar="N", help=f"clear answers that are needed (default {FEWEST})"
        )

    def handle(self, *args: Any, fewest: int, **options: Any) -> None:
        found: dict[str, Any] = {}
        problems = {}
        for method in METHODS:
            name = _SETTINGS[method]
            present = getattr(settings, name)
            try:
                fit = fit_threshold(answered_likenesses(method), max(2, fewest))
            except TooFewAnswers as error:
                problems[str(method)] = str(error)
                continue
            found[name] = {
                "value": max(fit.threshold, present),
                "present": present,
                "reaches_its_aim": fit.is_reached,
                "fitted_on": fit.fitted,
                "held_out_precision": _figures(fit.precision),
                "held_out_recall": _figures(fit.recall),
            }
        if not found:
            raise CommandError("; ".join(f"{method}: {said}" for method, said in problems.items()), returncode=1)
        self.stdout.write(json.dumps({**found, "too_few": problems}))


def _figures(share: Share) -> dict[str, Any]:
    value = None if share.value is None else round(share.value, 3)
    return {"value": value, "of": share.n, "interval": [round(share.low, 3), round(share.high, 3)]}
