"""The circuit breaker of a scorer: after five failures in a row only single calls test whether it answers again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from moderation import audit
from moderation.models import OutsideScorer
from moderation.webhooks.protocol.outcome import Outcome
from moderation.webhooks.protocol.schedule import next_probe

FAILURES = 5
"""In a row. Chosen: with four calls at a time, one round of a service that is down."""
_ACTOR = "scorers"


def note(scorer_id: int, outcome: Outcome, *, is_ok: bool, probe: bool, now: datetime) -> None:
    """Updates the scorer's health, in a transaction of its own: losing one count loses no work."""
    with transaction.atomic():
        if is_ok:
            # A healthy scorer, the usual case, needs no write and no lock.
            ailing = Q(consecutive_failures__gt=0) | Q(probe_at__isnull=False) | Q(paused_until__isnull=False)
            scorer = _locked().filter(ailing, pk=scorer_id).first()
            if scorer is not None:
                _recover(scorer)
            return
        scorer = _locked().get(pk=scorer_id)
        scorer.consecutive_failures += 1
        if outcome.wait:
            scorer.paused_until = now + timedelta(seconds=outcome.wait)
        if scorer.is_broken and probe:
            scorer.failed_probes += 1
            scorer.probe_at = now + next_probe(scorer.failed_probes)
        elif not scorer.is_broken and scorer.consecutive_failures >= FAILURES:
            scorer.probe_at = now + next_probe(0)
            audit.append(_ACTOR, "scorer.broken", f"scorer:{scorer.code}", failures=scorer.consecutive_failures)
        scorer.save()


def reset(scorer: OutsideScorer) -> None:
    """Closes the breaker; the caller saves."""
    scorer.consecutive_failures = scorer.failed_probes = 0
    scorer.probe_at = scorer.paused_until = None


def _recover(scorer: OutsideScorer) -> None:
    was_broken = scorer.is_broken
    reset(scorer)
    scorer.save()
    if was_broken:
        audit.append(_ACTOR, "scorer.recovered", f"scorer:{scorer.code}")


def _locked() -> QuerySet[OutsideScorer]:
    # Calls point to the scorer: this lock does not make new ones wait.
    return OutsideScorer.objects.select_for_update(no_key=True)
