"""Reconcilers of calls."""

from __future__ import annotations

from django.db.models import Case, CharField, F, Q, Value, When
from django.utils import timezone

from articles.doorbell import ring
from moderation.models import OutsideScorer, ScorerCall
from moderation.outside_scorers.claims import day_of, with_work
from moderation.outside_scorers.recording import DELAYS

_AT_ONCE = 5000


def ring_due_calls(*, dry_run: bool = False) -> int:
    """Rings for due calls that nobody makes (retries, lost doorbells, dead workers); returns their scorers."""
    scorers = with_work(timezone.now()).count()
    if scorers and not dry_run:
        ring("moderation.call_scorers")
    return scorers


def give_up_calls(*, dry_run: bool = False) -> int:
    """Fails calls that waited too long, whose scorer is off, or whose every worker died; returns how many."""
    now = timezone.now()
    used_up = Q(attempts__gt=len(DELAYS))
    hopeless = Q(expires_at__lt=now) | Q(scorer__mode=OutsideScorer.Mode.OFF) | used_up
    ids = list(ScorerCall.objects.free(now).filter(hopeless).values_list("pk", flat=True)[:_AT_ONCE])
    if dry_run or not ids:
        return len(ids)
    out_of_budget = OutsideScorer.objects.filter(spent_on=day_of(now), spent__gte=F("daily_budget"))
    fault = Case(
        When(scorer__in=OutsideScorer.objects.filter(mode=OutsideScorer.Mode.OFF), then=Value("switched_off")),
        When(used_up, then=Value("internal")),
        When(scorer__in=out_of_budget, then=Value("budget")),
        default=Value("expired"),
        output_field=CharField(),
    )
    ended = {"state": ScorerCall.State.FAILED, "next_attempt_at": None, "token": "", "leased_until": None}
    return ScorerCall.objects.free(now).filter(pk__in=ids).update(**ended, fault=fault, ended_at=now)
