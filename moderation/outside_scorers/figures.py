"""Figures of scorers outside: how they answer, and what came of the articles they scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from articles.models.codes import word_of
from articles.vocabulary.scores import BANDS
from moderation.models import Decision, OutsideScorer, ScorerCall
from moderation.vocabulary import acts

State = ScorerCall.State
_DAYS = timedelta(days=7)
_MOST_LATENCIES = 2000


@dataclass(frozen=True, slots=True)
class BandFigure:
    """Answers in a band, how many of these articles people decided on, and how often with a measure."""

    band: str
    answers: int
    decided: int
    measures: int

    @property
    def word(self) -> str:
        """The band in the reader's language."""
        return word_of(BANDS, self.band)


@dataclass(frozen=True, slots=True)
class ScorerFigures:
    """Calls of the last seven days by state, milliseconds of the answers (None without one), and the three bands."""

    answered: int
    failed: int
    pending: int
    other_version: int
    typical_ms: int | None
    slow_ms: int | None
    bands: tuple[BandFigure, ...]

    @property
    def calls(self) -> int:
        return self.answered + self.failed + self.pending


def figures_of(scorer: OutsideScorer) -> ScorerFigures:
    """The figures of the scorer's registered version."""
    recent = scorer.calls.filter(created_at__gte=timezone.now() - _DAYS)
    by_state = dict(recent.order_by().values_list("state").annotate(n=Count("pk")))
    answers = recent.filter(state=State.ANSWERED)
    newest = answers.order_by("-pk").values_list("latency_ms", flat=True)[:_MOST_LATENCIES]
    times = sorted(time for time in newest if time is not None)
    counted = answers.filter(answered_version=scorer.version)
    high, medium = Q(value__gte=scorer.high), Q(value__gte=scorer.medium)
    bands = (("high", high), ("medium", medium & ~high), ("low", ~medium))
    return ScorerFigures(
        answered=by_state.get(State.ANSWERED, 0),
        failed=by_state.get(State.FAILED, 0),
        pending=by_state.get(State.PENDING, 0),
        other_version=answers.filter(fault="other_version").count(),
        typical_ms=_share_of(times, 0.5),
        slow_ms=_share_of(times, 0.95),
        bands=tuple(_band(band, counted.filter(within)) for band, within in bands),
    )


def _band(band: str, answers: QuerySet[ScorerCall]) -> BandFigure:
    articles = answers.order_by().values("version__article")
    decided = Decision.objects.filter(article__in=articles, overrides=None).exclude(act=acts.OVERTURN)
    measures = [act for act in acts.ACTS.terms if act.measure_zh]
    return BandFigure(
        band,
        answers.count(),
        decided.values("article").distinct().count(),
        decided.filter(act__in=measures).values("article").distinct().count(),
    )


def _share_of(ordered: Sequence[int], share: float) -> int | None:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else None


@dataclass(frozen=True, slots=True)
class CallFigures:
    """All calls by state, the age of the oldest pending one in seconds (0 when none), scorers by mode and broken."""

    calls: dict[str, int]
    oldest: float
    modes: dict[str, int]
    broken: int


def call_figures() -> CallFigures:
    """The figures of all scorers."""
    calls = dict(ScorerCall.objects.order_by().values_list("state").annotate(n=Count("pk")))
    oldest = ScorerCall.objects.filter(state=State.PENDING).aggregate(oldest=Min("created_at"))["oldest"]
    age = max((timezone.now() - oldest).total_seconds(), 0.0) if oldest else 0.0
    modes = dict(OutsideScorer.objects.order_by().values_list("mode").annotate(n=Count("pk")))
    return CallFigures(calls, age, modes, OutsideScorer.objects.asked().filter(probe_at__isnull=False).count())
