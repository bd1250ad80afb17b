"""Who works now: moderators with a claim or a decision within the last hour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count
from django.utils import timezone

from moderation.models import Decision, Queue, QueueItem, SecondLook
from moderation.quality.kappa import Agreement, agreement
from moderation.queue.wellbeing import minutes_without_break
from moderation.vocabulary.acts import decidable

ACTIVE = timedelta(hours=1)
LOOK_BACK = timedelta(days=28)
# Fewer second looks say too little about a person.
FEWEST = 20
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Person:
    """One moderator: where they work, what they hold, what they decided today, and how far others agree with them.

    `looks` counts blind second looks of the last 28 days that they took part in; `agreement` is None below FEWEST.
    `minutes` without a break; `tired` once a break is due.
    """

    user: User
    queues: list[Queue]
    claimed: int
    today: int
    looks: int
    agreement: Agreement | None
    minutes: int
    tired: bool


def on_shift(user: User) -> Mapping[str, Any]:
    """The people by name, not by rank; at most SHOWN."""
    now = timezone.now()
    holding = dict(
        QueueItem.objects.filter(claimed_until__gt=now).order_by().values_list("claimed_by").annotate(n=Count("pk"))
    )
    recent = Decision.objects.filter(created_at__gt=now - ACTIVE, act__in=decidable()).order_by()
    ids = {*holding, *recent.exclude(decided_by=None).values_list("decided_by", flat=True).distinct()}
    users = list(User.objects.filter(pk__in=ids).order_by("username")[:SHOWN])
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    made = Decision.objects.filter(created_at__gte=midnight, act__in=decidable(), decided_by__in=users).order_by()
    today = dict(made.values_list("decided_by").annotate(n=Count("pk")))
    queues, looks = _queues(users), _second_looks(users)
    return {
        "people": [_person(each, queues, holding, today, looks.get(each.pk, [])) for each in users],
        "fewest": FEWEST,
        "break_minutes": settings.BREAK_MINUTES,
    }


def _person(
    user: User,
    queues: Mapping[int, list[Queue]],
    holding: Mapping[int, int],
    today: Mapping[int, int],
    looks: list[tuple[str, str]],
) -> Person:
    minutes = minutes_without_break(user)
    return Person(
        user=user,
        queues=queues.get(user.pk, []),
        claimed=holding.get(user.pk, 0),
        today=today.get(user.pk, 0),
        looks=len(looks),
        agreement=agreement(looks) if len(looks) >= FEWEST else None,
        minutes=minutes,
        tired=minutes >= settings.BREAK_MINUTES,
    )


def _queues(users: Iterable[User]) -> dict[int, list[Queue]]:
    """The queues that each of them holds or decided items of within the last hour."""
    now = timezone.now()
    held = QueueItem.objects.filter(claimed_until__gt=now, claimed_by__in=users).order_by()
    decided = Decision.objects.filter(created_at__gt=now - ACTIVE, decided_by__in=users).order_by()
    pairs = {*held.values_list("claimed_by", "queue"), *decided.values_list("decided_by", "item__queue")}
    known = Queue.objects.in_bulk({queue for _, queue in pairs if queue})
    found: dict[int, list[Queue]] = {}
    for person, queue in sorted(pair for pair in pairs if pair[1]):
        found.setdefault(person, []).append(known[queue])
    return found


def _second_looks(users: Iterable[User]) -> dict[int, list[tuple[str, str]]]:
    """The pairs of acts, first and second, that each of them had a part in."""
    ids = {user.pk for user in users}
    rows = SecondLook.objects.filter(reviewed_at__gt=timezone.now() - LOOK_BACK).values_list(
        "decision__decided_by", "reviewed_by", "decision__act", "act"
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for first, second, act, other in rows:
        for person, pair in ((first, (act, other)), (second, (other, act))):
            if person in ids:
                found.setdefault(person, []).append(pair)
    return found
