"""Rows of this app that were stamped by a clock which was ahead; see `articles.database.clocks`."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.database.clocks import Changes, ahead, changed, due_rows
from moderation.decisions.executing import asked, locked
from moderation.models import (
    AuditEntry,
    BacktestChunk,
    DeliveryAttempt,
    DeliverySlot,
    Execution,
    QueueItem,
    ReportMail,
    WebhookDelivery,
    WebhookEndpoint,
)
from moderation.webhooks.protocol.schedule import DELAYS, next_delay


def repair_clock_skew(*, dry_run: bool = False) -> int:
    """Brings forward claims, messages, mails and decisions that such a clock put off; returns how many."""
    now = timezone.now()
    made = changed([*_leases(now), *due_rows(ReportMail.objects.all(), now)], dry_run=dry_run)
    return made + changed(_messages(now), dry_run=dry_run) + _executions(now, dry_run=dry_run)


def _leases(now: datetime) -> Changes:
    claim, lease = timedelta(seconds=settings.CLAIM_SECONDS), timedelta(seconds=settings.LEASE_SECONDS)
    message, slot = timedelta(seconds=settings.WEBHOOK_LEASE_SECONDS), DeliverySlot.hold(now)
    chunks = BacktestChunk.objects.filter(result__isnull=True)
    pending = WebhookDelivery.objects.filter(state=WebhookDelivery.State.PENDING)
    return [
        (QueueItem.objects.filter(ahead("claimed_until", now, claim)), {"claimed_until": now + claim}),
        (chunks.filter(ahead("leased_until", now, lease)), {"leased_until": now + lease}),
        (pending.filter(ahead("leased_until", now, message)), {"leased_until": now + message}),
        (DeliverySlot.objects.filter(ahead("held_until", now, slot - now)), {"held_until": slot}),
    ]


def _messages(now: datetime) -> Changes:
    """Judges by when the receiver was last asked: a pause by itself may be a day long."""
    endpoints = WebhookEndpoint.objects.filter(ahead("served_at", now))
    late = WebhookDelivery.objects.filter(ahead("next_attempt_at", now), state=WebhookDelivery.State.PENDING)
    tried = late.filter(Exists(DeliveryAttempt.objects.filter(ahead("created_at", now), delivery=OuterRef("pk"))))
    # An untried or replayed message was due at once, unless the receiver asked us to wait.
    unasked = Q(endpoint__paused_until=None) | Q(endpoint__paused_until__lte=now)
    fresh = late.filter(pk__in=late.filter(unasked, attempts=0).values("pk"))
    pauses = [(made, next_delay(made, chance=0)) for made in range(1, len(DELAYS))]
    return [
        (endpoints.filter(state=WebhookEndpoint.State.BROKEN), {"probe_at": now}),
        (endpoints, {"served_at": now, "paused_until": None}),
        (fresh, {"next_attempt_at": now}),
        *((tried.filter(attempts=made), {"next_attempt_at": now + pause}) for made, pause in pauses if pause),
    ]


def _executions(now: datetime, *, dry_run: bool) -> int:
    """Restarts the grace period now for decisions made or approved by such a clock."""
    scheduled = Execution.objects.filter(ahead("due_at", now), state=Execution.State.SCHEDULED)
    begun = scheduled.filter(ahead("decision__created_at", now) | Q(approved_by__isnull=False))
    ids = list(begun.values_list("pk", flat=True))
    return sum(_execution(pk, now, dry_run=dry_run) for pk in ids)


@transaction.atomic
def _execution(decision_id: int, now: datetime, *, dry_run: bool) -> bool:
    execution = locked().filter(pk=decision_id, state=Execution.State.SCHEDULED).first()
    if execution is None or not _began_ahead(execution, now):
        return False
    due = now + timedelta(seconds=asked(execution.decision)[1])
    if execution.due_at <= due:
        return False
    if not dry_run:
        execution.due_at = due
        execution.save(update_fields=["due_at"])
    return True


def _began_ahead(execution: Execution, now: datetime) -> bool:
    """Whether the grace period starts in the future: it starts with the decision, or with its approval."""
    if execution.approved_by_id is None:
        began = execution.decision.created_at
    else:
        subject = f"article:{execution.decision.article_id}"
        approvals = AuditEntry.objects.filter(subject=subject, action="execution.approved").order_by("-sequence")
        began = max(approvals.values_list("at", flat=True), default=now)
    return began > now
