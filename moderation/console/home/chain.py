"""What an auditor asks first: the chain's end and anchors, the latest entries, loosened rules, reversals, exports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from moderation.models import AuditEntry, AuditHead, Decision, Event, Proposal
from moderation.queue.access import seen_decisions

SHOWN = 8
# Rare entries are looked for in this many of the newest: no index serves them.
SEARCHED = 50_000
_WEEK = timedelta(days=7)


def chain(user: User) -> Mapping[str, Any]:
    """The chain's length, its last entry, this week's entries, and when its head last left this database."""
    head = AuditHead.objects.get(pk=1)
    since = timezone.now() - _WEEK
    sent = Event.objects.filter(type="audit.head").order_by("-pk").first()
    return {
        "head": head,
        "last": AuditEntry.objects.filter(sequence=head.sequence).first(),
        "week": AuditEntry.objects.filter(at__gte=since).count(),
        "sent": sent,
    }


def latest(user: User) -> Mapping[str, Any]:
    """The newest entries."""
    return {"rows": list(AuditEntry.objects.order_by("-sequence")[:SHOWN])}


def loosened(user: User) -> Mapping[str, Any]:
    """Changes that loosened a rule, and those that wait for a second lead; the newest first."""
    rows = Proposal.objects.select_related("proposed_by", "decided_by").order_by("-pk")
    return {"rows": list(rows.filter(state__in=[Proposal.State.OPEN, Proposal.State.CONFIRMED])[:SHOWN])}


def reversed_decisions(user: User) -> Mapping[str, Any]:
    """The newest decisions that took another one back."""
    rows = seen_decisions(Decision.objects.exclude(override_of=None), user).select_related(
        "decided_by", "override_of__clause", "override_of__decided_by", "article_version"
    )
    return {"rows": list(rows.defer("article_version__extraction").order_by("-pk")[:SHOWN])}


def exports(user: User) -> Mapping[str, Any]:
    """The newest exports and downloads, with who made them."""
    end = AuditHead.objects.get(pk=1).sequence
    rows = AuditEntry.objects.filter(sequence__gt=end - SEARCHED, action__startswith="export.")
    return {"rows": list(rows.order_by("-sequence")[:SHOWN])}
