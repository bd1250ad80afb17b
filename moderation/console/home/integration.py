"""What an integrator asks first: keys, endpoints, messages that were given up, imports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.utils import timezone

from articles.models import ApiKey, Import
from moderation.models import OutsideScorer, WebhookDelivery, WebhookEndpoint
from moderation.outside_scorers.figures import figures_of
from moderation.webhooks.figures import backlog, broken_endpoints, webhook_figures

SHOWN = 8
SOON = timedelta(days=30)
_DAY = timedelta(days=1)
_LIVE = Q(revoked=False)


def state(user: User) -> Mapping[str, Any]:
    """The figures on top: messages of 24 hours, those that wait, endpoints in trouble, keys that end soon."""
    now = timezone.now()
    ending = ApiKey.objects.filter(_LIVE, expiry_date__gt=now, expiry_date__lte=now + SOON)
    return {
        "day": webhook_figures(now - _DAY, now),
        "backlog": backlog(),
        "broken": broken_endpoints(),
        "ending": ending.count(),
        "running": Import.objects.filter(state=Import.State.RUNNING).count(),
    }


def endpoints(user: User) -> Mapping[str, Any]:
    """The receivers with their state and the messages that wait for them; those in trouble first."""
    rows = WebhookEndpoint.objects.kept().select_related("platform")
    waiting = Count("deliveries", filter=Q(deliveries__state=WebhookDelivery.State.PENDING))
    return {"rows": list(rows.annotate(waiting=waiting).order_by("-consecutive_failures", "pk")[:SHOWN])}


def scorers(user: User) -> Mapping[str, Any]:
    """Scorers outside with their calls of seven days; those that do not answer first."""
    rows = OutsideScorer.objects.select_related("platform").order_by("-consecutive_failures", "code")
    return {"rows": [(row, figures_of(row)) for row in rows[:SHOWN]]}


def keys(user: User) -> Mapping[str, Any]:
    """Live keys, those used last first. `may_see` is False for users who may not see keys."""
    now = timezone.now()
    rows = ApiKey.objects.filter(_LIVE).filter(Q(expiry_date=None) | Q(expiry_date__gt=now)).select_related("platform")
    may_see = user.has_perm("articles.view_apikey")
    return {"rows": list(rows.order_by("-last_used_at", "-created")[:SHOWN]) if may_see else [], "may_see": may_see}


def failures(user: User) -> Mapping[str, Any]:
    """The newest messages that were given up."""
    rows = WebhookDelivery.objects.filter(state=WebhookDelivery.State.FAILED).select_related("endpoint", "event")
    return {"rows": list(rows.order_by("-pk")[:SHOWN])}


def imports(user: User) -> Mapping[str, Any]:
    """The newest imports with what became of their lines."""
    rows = Import.objects.select_related("platform").order_by("-pk")
    return {"rows": list(rows[:SHOWN])}
