"""Sign-ins, failures and uses of keys as a lead sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from articles.models import ApiKey, KeyUse, SignIn
from moderation.models import PersonToken

SHOWN = 100
"""The newest attempts, and the keys used last."""
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class UsedKey:
    """A credential by its `key:PREFIX`; its name or person, its last address, and how much it was used."""

    via: str
    name: str
    address: str
    last_at: datetime
    day: int
    addresses: int


def shown() -> dict[str, Any]:
    """The context of the page."""
    since = timezone.now() - _DAY
    attempts = SignIn.objects.select_related("account").order_by("-pk")[:SHOWN]
    failures = Q(outcome__in=[SignIn.Outcome.FAILED, SignIn.Outcome.CODE_REFUSED])
    counts = SignIn.objects.filter(at__gte=since).aggregate(
        signed_in=Count("pk", filter=Q(outcome=SignIn.Outcome.SIGNED_IN)),
        failed=Count("pk", filter=failures),
        code_refused=Count("pk", filter=Q(outcome=SignIn.Outcome.CODE_REFUSED)),
        locked=Count("pk", filter=Q(locked=True)),
    )
    return {"attempts": attempts, "counts": counts, "keys": _keys(since), "most": SHOWN}


def _keys(since: datetime) -> list[UsedKey]:
    week = timezone.now() - _WEEK
    rows = (
        KeyUse.objects.filter(last_at__gte=week)
        .values("via")
        .annotate(
            latest=Max("last_at"),
            addresses=Count("address", distinct=True),
            day=Sum("requests", filter=Q(last_at__gte=since), default=0),
        )
        .order_by("-latest")[:SHOWN]
    )
    found = list(rows)
    names = _names([row["via"] for row in found])
    last = {row.via: row.address for row in _latest([(row["via"], row["latest"]) for row in found])}
    return [
        UsedKey(
            row["via"], names.get(row["via"], ""), last.get(row["via"], ""), row["latest"], row["day"], row["addresses"]
        )
        for row in found
    ]


def _latest(used: list[tuple[str, datetime]]) -> list[KeyUse]:
    wanted = Q(pk__in=[])
    for via, at in used:
        wanted |= Q(via=via, last_at=at)
    return list(KeyUse.objects.filter(wanted))


def _names(used: list[str]) -> dict[str, str]:
    """Names of keys, and the people of tokens, by credential."""
    prefixes = [via.partition(":")[2] for via in used]
    names = {f"key:{key.prefix}": str(key.name) for key in ApiKey.objects.filter(prefix__in=prefixes)}
    tokens = PersonToken.objects.filter(prefix__in=prefixes).select_related("user")
    return names | {token.via: token.user.get_username() for token in tokens}
