"""Backtests of rule versions over stored articles: start, work in chunks, cancel, finish."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.doorbell import ring
from articles.models import ArticleVersion
from moderation import audit
from moderation.models import Backtest, BacktestChunk, RuleVersion
from moderation.routing.gates import StepRefused
from moderation.routing.trials.backtest_chunk import test_chunk
from moderation.routing.trials.backtest_result import summed
from moderation.triage.rules.errors import RuleFault

State = Backtest.State
CHUNK = 500
# Workers that one backtest may occupy; the others go on assessing.
WORKERS = 2


@transaction.atomic
def start(user: User, version_id: int) -> Backtest:
    """Begins a backtest on the newest BACKTEST_ARTICLES articles. Raises PermissionDenied, StepRefused."""
    if not user.has_perm("moderation.add_backtest"):
        raise PermissionDenied("backtests need the lead role")
    version = RuleVersion.objects.select_related("rule").get(pk=version_id)
    current = ArticleVersion.objects.filter(article__current=F("pk"), assessed_at__isnull=False)
    ids = sorted(current.order_by("-pk").values_list("pk", flat=True)[: settings.BACKTEST_ARTICLES])
    if not ids:
        raise StepRefused("no_articles")
    try:
        with transaction.atomic():
            backtest = Backtest.objects.create(version=version, articles=len(ids), started_by=user)
    except IntegrityError:
        raise StepRefused("running") from None
    parts = [ids[place : place + CHUNK] for place in range(0, len(ids), CHUNK)]
    BacktestChunk.objects.bulk_create(
        BacktestChunk(backtest=backtest, number=number, first=part[0], last=part[-1], articles=len(part))
        for number, part in enumerate(parts)
    )
    audit.append(user, "backtest.started", f"backtest:{backtest.pk}", **_about(backtest), articles=len(ids))
    for _ in range(WORKERS):
        ring("moderation.work_backtest", backtest.pk)
    return backtest


@transaction.atomic
def cancel(user: User, backtest_id: int) -> Backtest:
    """Ends a backtest without a result. Raises PermissionDenied, StepRefused, Backtest.DoesNotExist."""
    if not user.has_perm("moderation.add_backtest"):
        raise PermissionDenied("backtests need the lead role")
    backtest = Backtest.objects.select_for_update(of=("self",)).get(pk=backtest_id)
    if backtest.state != State.RUNNING:
        raise StepRefused("settled")
    _end(backtest, State.CANCELLED)
    audit.append(user, "backtest.cancelled", f"backtest:{backtest.pk}", **_about(backtest))
    return backtest


def work(backtest_id: int) -> bool:
    """Works on one free chunk; returns whether more may be left."""
    chunk = _lease(backtest_id)
    if chunk is None:
        _finish(backtest_id)
        return False
    version = RuleVersion.objects.select_related("queue", "rule__live__queue").get(backtests=backtest_id)
    try:
        result = test_chunk(version, chunk.first, chunk.last)
    except RuleFault as fault:
        _fail(backtest_id, fault.code)
        return False
    # A worker that outlived its lease leaves the result of the one that took over; both are equal.
    BacktestChunk.objects.filter(pk=chunk.pk, token=chunk.token).update(result=result, leased_until=None)
    if BacktestChunk.objects.filter(backtest=backtest_id, result__isnull=True).exists():
        return True
    _finish(backtest_id)
    return False


def ring_stalled(*, dry_run: bool = False) -> int:
    """Rings for running backtests that no worker is on; returns how many."""
    busy = BacktestChunk.objects.filter(result__isnull=True, leased_until__gt=timezone.now()).values("backtest")
    stalled = list(Backtest.objects.filter(state=State.RUNNING).exclude(pk__in=busy).values_list("pk", flat=True)[:100])
    for pk in () if dry_run else stalled:
        ring("moderation.work_backtest", pk)
    return len(stalled)


@transaction.atomic
def _lease(backtest_id: int) -> BacktestChunk | None:
    now = timezone.now()
    free = BacktestChunk.objects.filter(
        Q(leased_until=None) | Q(leased_until__lte=now),
        backtest=backtest_id,
        backtest__state=State.RUNNING,
        result__isnull=True,
    )
    chunk: BacktestChunk | None = free.select_for_update(skip_locked=True, of=("self",)).order_by("number").first()
    if chunk is not None:
        chunk.token, chunk.leased_until = secrets.token_hex(8), now + timedelta(seconds=settings.LEASE_SECONDS)
        chunk.save(update_fields=["token", "leased_until"])
    return chunk


@transaction.atomic
def _finish(backtest_id: int) -> None:
    backtest = Backtest.objects.select_for_update(of=("self",)).filter(pk=backtest_id, state=State.RUNNING).first()
    if backtest is None or backtest.chunks.filter(result__isnull=True).exists():
        return
    backtest.result = summed(backtest.chunks.order_by("number").values_list("result", flat=True))
    _end(backtest, State.DONE)


@transaction.atomic
def _fail(backtest_id: int, code: str) -> None:
    backtest = Backtest.objects.select_for_update(of=("self",)).filter(pk=backtest_id, state=State.RUNNING).first()
    if backtest is not None:
        backtest.failed = code
        _end(backtest, State.FAILED)


def _end(backtest: Backtest, state: str) -> None:
    backtest.state, backtest.finished_at = state, timezone.now()
    backtest.save(update_fields=["state", "finished_at", "result", "failed"])


def _about(backtest: Backtest) -> dict[str, object]:
    return {"backtest": backtest.pk, "version": backtest.version_id}
