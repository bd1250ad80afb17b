"""Records the outcome of a call: the row, the article's score where the scorer is live, and the breaker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from articles.models import Article, ArticleVersion, Score
from articles.scoring.result import ScoreResult, band_for
from articles.signals import article_assessed
from articles.vocabulary.scores import SIGNAL
from moderation.models import OutsideScorer, ScorerCall
from moderation.outside_scorers import breaker
from moderation.outside_scorers.claims import Claimed
from moderation.outside_scorers.protocol import Answer, model_name
from moderation.webhooks.protocol.outcome import Outcome

State = ScorerCall.State
DELAYS = (5, 60, 600)
"""Seconds before the second, third and fourth attempt; then the call is given up. Chosen."""
_NO_FAULT_OF_THEIRS = frozenset({"internal", "secret"})


def record_answer(claimed: Claimed, outcome: Outcome, answer: Answer) -> bool:
    """Stores an answer, and makes it a score if the scorer is live; returns whether the row was still ours."""
    now = timezone.now()
    with transaction.atomic():
        call = _held(claimed)
        if call is None:
            return False
        scorer = OutsideScorer.objects.get(pk=claimed.scorer)
        counts = answer.version == scorer.version
        call.state, call.value, call.answered_version = State.ANSWERED, answer.value, answer.version
        call.reasons = [reason.to_json() for reason in answer.reasons]
        call.fault = "" if counts else "other_version"
        call.is_live = counts and scorer.mode == OutsideScorer.Mode.LIVE
        _end(call, outcome, now)
        if call.is_live:
            _use(call.version, scorer, answer)
    breaker.note(claimed.scorer, outcome, is_ok=True, probe=claimed.probe, now=now)
    return True


def record_fault(claimed: Claimed, outcome: Outcome, fault: str) -> bool:
    """Schedules another attempt, or gives the call up; returns whether the row was still ours."""
    now = timezone.now()
    with transaction.atomic():
        call = _held(claimed)
        if call is None:
            return False
        call.fault = fault
        if call.attempts > len(DELAYS):
            call.state = State.FAILED
            _end(call, outcome, now)
        else:
            pause = max(DELAYS[call.attempts - 1], outcome.wait or 0)
            call.next_attempt_at = now + timedelta(seconds=pause)
            call.status, call.latency_ms = outcome.status, _milliseconds(outcome)
            call.token, call.leased_until = "", None
            call.save()
    if fault not in _NO_FAULT_OF_THEIRS:
        breaker.note(claimed.scorer, outcome, is_ok=False, probe=claimed.probe, now=now)
    return True


def _held(claimed: Claimed) -> ScorerCall | None:
    """The locked row while this worker holds it."""
    held = ScorerCall.objects.select_for_update(of=("self",)).filter(token=claimed.token, state=State.PENDING)
    return held.filter(pk=claimed.call).first()


def _end(call: ScorerCall, outcome: Outcome, now: datetime) -> None:
    call.status, call.latency_ms, call.ended_at = outcome.status, _milliseconds(outcome), now
    call.next_attempt_at, call.token, call.leased_until = None, "", None
    call.save()


def _milliseconds(outcome: Outcome) -> int:
    return round(outcome.duration * 1000)


def _use(version: ArticleVersion, scorer: OutsideScorer, answer: Answer) -> None:
    """Makes the answer a score, and announces the article again, so that rules and queue see it."""
    result = ScoreResult(
        name=SIGNAL.code,
        model=model_name(scorer.code, answer.version),
        value=answer.value,
        band=band_for(answer.value, medium=scorer.medium, high=scorer.high),
        unit="points",
        baseline=0.0,
        reasons=answer.reasons,
    )
    article = Article.objects.select_for_update(no_key=True).get(pk=version.article_id)
    Score.objects.bulk_create([Score(version=version, **result.to_json())], ignore_conflicts=True)
    if article.current_id == version.pk and article.withdrawn_at is None:
        rows = ArticleVersion.objects.select_related("article__source", "article__platform")
        article_assessed.send(sender=ArticleVersion, versions=[rows.get(pk=version.pk)])
