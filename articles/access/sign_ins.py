"""Attempts to sign in: recorded, counted, and refused when there were too many.

Failures are counted for a name from a network, for a network, and for all strangers per minute; never for a name alone,
or strangers could lock a person out. A person's known device has a count of its own and passes the other limits.

A sign-on elsewhere has the same limits, with the provider's subject in the place of the name. Answers for which no
browser asked are counted apart: a foreign page can have them sent from anybody's network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.access.client_address import network_of
from articles.models import SignIn

log = structlog.get_logger(__name__)
Outcome, Method = SignIn.Outcome, SignIn.Method
# How long the network of a person's last sign-in is known; chosen: a holiday is shorter.
KNOWN_FOR = timedelta(days=30)
# The most rows of failures that are kept, whatever their age; strangers write them.
MOST_FAILURES = 100_000
_AT_ONCE = 1000
# `who` of a sign-on until the provider has said it, and of answers for which this browser did not ask.
_SIGN_ON, _STRAY = "sign_on", "sign_on:stray"


class Locked(Exception):
    """Too many failures for this name from this network, or from this network; ends in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"locked for {seconds} s")
        self.seconds = seconds


class Crowded(Exception):
    """Strangers try to sign in faster than this installation lets them."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who wants to sign in, and from where. `device` is a known device of that account, empty for any other.

    `is_sign_on`: a provider says who it is, later; then `device` is one that anybody has signed in with.
    """

    name: str
    account: User | None
    address: str
    device: str = ""
    is_sign_on: bool = False

    @property
    def who(self) -> str:
        if self.is_sign_on:
            return _SIGN_ON
        return f"account:{self.account.pk}" if self.account else f"name:{name_hash(self.name)}"

    @property
    def network(self) -> str:
        return network_of(self.address)

    def is_known(self) -> bool:
        """Whether the device, or the network of a recent sign-in, is this account's own; one query."""
        return bool(self.device) or _network_is_known(self)


def name_hash(name: str) -> str:
    """A keyed hash of a name, the same each time: it may be a password that was typed into the wrong field."""
    return salted_hmac("articles.sign_in.name", name, algorithm="sha256").hexdigest()[:20]


def begin(visitor: Visitor) -> SignIn:
    """Records the attempt as failed, before the password is looked at, so that parallel attempts count each other.

    Raises Locked or Crowded, which leave no row: a lock is not extended by attempts during it.
    """
    now = timezone.now()
    device = visitor.device if _room_for_device(visitor.device, now) else ""
    row = SignIn.objects.create(
        at=now,
        account=visitor.account,
        who=visitor.who,
        address=visitor.address or None,
        network=visitor.network,
        device=device,
        method=Method.OTHER if visitor.is_sign_on else Method.PASSWORD,
    )
    if device:
        return row
    seconds = _locked_for(row, SignIn.objects.filter(pk__lt=row.pk))
    is_crowded = not _network_is_known(visitor) and _strangers_before(row) >= settings.LOGIN_PER_MINUTE
    if seconds or is_crowded:
        row.delete()
        raise Locked(seconds) if seconds else Crowded
    return row


def identify(row: SignIn, subject: str) -> None:
    """Says whose sign-on it is: a provider vouched for `subject`. Raises Locked, which leaves no row."""
    row.who = f"{_SIGN_ON}:{name_hash(subject)}"
    row.save(update_fields=["who"])
    seconds = 0 if row.device else _locked_for(row, SignIn.objects.filter(pk__lt=row.pk))
    if seconds:
        row.delete()
        raise Locked(seconds)


def stray(address: str) -> SignIn:
    """Records an answer of a provider for which this browser did not ask. It locks nobody out but further ones.

    Raises Locked, which leaves no row.
    """
    now, network = timezone.now(), network_of(address)
    earlier = SignIn.objects.filter(network=network, who=_STRAY, at__gt=now - _window()).order_by("-at")
    limit: int = settings.LOGIN_ADDRESS_FAILURES
    for at in earlier.values_list("at", flat=True)[limit - 1 : limit]:
        raise Locked(max(1, int((at + _window() - now).total_seconds())))
    row = SignIn.objects.create(
        at=now, who=_STRAY, address=address or None, network=network, method=Method.OTHER, counts=False
    )
    log.warning("sign_in_failed", **_seen(row), outcome=row.outcome)
    return row


def withdraw(row: SignIn) -> None:
    """Forgets an attempt that failed through no fault of the person: the provider is away."""
    row.delete()


def fail(row: SignIn, *, outcome: SignIn.Outcome = Outcome.FAILED) -> int:
    """Records how the attempt failed; returns for how many seconds further ones are locked, 0 for not at all."""
    seconds = 0 if row.device else _locked_for(row, SignIn.objects.filter(pk__lte=row.pk))
    row.outcome, row.locked = outcome, bool(seconds)
    row.save(update_fields=["outcome", "locked", "account"])
    log.warning("sign_in_failed", **_seen(row), outcome=outcome.value)
    if seconds:
        log.warning("sign_in_locked", **_seen(row), seconds=seconds)
    return seconds


def succeed(row: SignIn, *, method: SignIn.Method) -> None:
    """Records a sign-in. It forgives the failures of this account in this network, and nobody else's."""
    row.outcome, row.method, row.counts = Outcome.SIGNED_IN, method, False
    row.save(update_fields=["outcome", "method", "counts", "account"])
    earlier = SignIn.objects.filter(who=row.who, network=row.network, at__gte=row.at - _window(), counts=True)
    earlier.update(counts=False)
    log.info("signed_in", **_seen(row), method=method.value)


def record(account: User | None, address: str, *, method: SignIn.Method, outcome: SignIn.Outcome) -> SignIn:
    """Records a sign-in or a failure that began as no attempt, as by a command or a test; it locks nothing."""
    visitor = Visitor("", account, address)
    row = SignIn.objects.create(
        at=timezone.now(),
        account=account,
        who=visitor.who if account else "",
        address=address or None,
        network=visitor.network,
        method=method,
        outcome=outcome,
        counts=False,
    )
    if outcome == Outcome.SIGNED_IN:
        log.info("signed_in", **_seen(row), method=method.value)
    else:
        log.warning("sign_in_failed", **_seen(row), method=method.value, outcome=outcome.value)
    return row


def forgive(*, address: str = "", name: str = "", either: bool = False) -> int:
    """Ends locks by an operator's hand, of an address and of a name, or of all; returns how many failures they had."""
    conditions = []
    if address:
        conditions.append(Q(network=network_of(address)))
    if name:
        account = User.objects.filter(username=name).first()
        own = Q(who=Visitor(name, account, "").who)
        conditions.append(own | Q(account=account) if account else own)
    wanted = Q()
    for condition in conditions:
        wanted = wanted | condition if either else wanted & condition
    return SignIn.objects.filter(wanted, counts=True).update(counts=False)


def forget_old(*, dry_run: bool = False) -> int:
    """Deletes attempts older than settings.LOGIN_KEEP_DAYS, and failures beyond the newest hundred thousand."""
    old = Q(at__lt=timezone.now() - timedelta(days=settings.LOGIN_KEEP_DAYS))
    failures = SignIn.objects.exclude(outcome=Outcome.SIGNED_IN).order_by("-pk")
    if beyond := list(failures.values_list("pk", flat=True)[MOST_FAILURES : MOST_FAILURES + 1]):
        old |= Q(pk__lte=beyond[0]) & ~Q(outcome=Outcome.SIGNED_IN)
    rows = SignIn.objects.filter(old)
    if dry_run:
        return rows.count()
    forgotten = 0
    while ids := list(rows.values_list("pk", flat=True)[:_AT_ONCE]):
        forgotten += SignIn.objects.filter(pk__in=ids).delete()[0]
    return forgotten


def _window() -> timedelta:
    window: timedelta = settings.AXES_COOLOFF_TIME
    return window


def _locked_for(row: SignIn, attempts: QuerySet[SignIn]) -> int:
    """For how many seconds those attempts lock out the row's client: name and network, or the network."""
    failures = attempts.filter(network=row.network, device="", counts=True, at__gt=row.at - _window()).order_by("-at")
    limits = [(failures, settings.LOGIN_ADDRESS_FAILURES)]
    if row.who != _SIGN_ON:
        limits.append((failures.filter(who=row.who), settings.AXES_FAILURE_LIMIT))
    # A lock ends when the oldest of the failures that make it leaves the window.
    ends = [at + _window() for found, limit in limits for at in found.values_list("at", flat=True)[limit - 1 : limit]]
    return max((max(1, int((end - row.at).total_seconds())) for end in ends), default=0)


def _strangers_before(row: SignIn) -> int:
    """Failures in the last minute, from everywhere."""
    before = SignIn.objects.filter(device="", at__gt=row.at - timedelta(minutes=1), pk__lt=row.pk)
    return before.exclude(outcome=Outcome.SIGNED_IN).exclude(who=_STRAY).count()


def _room_for_device(device: str, now: datetime) -> bool:
    """A device that failed as often as a name may is one like any other, for a while."""
    if not device:
        return False
    failures = SignIn.objects.filter(device=device, counts=True, at__gt=now - _window())
    return failures.count() < int(settings.AXES_FAILURE_LIMIT)


def _network_is_known(visitor: Visitor) -> bool:
    if not visitor.network or not (visitor.account or visitor.is_sign_on):
        return False
    since = timezone.now() - KNOWN_FOR
    signed_in = SignIn.objects.filter(network=visitor.network, at__gte=since, outcome=Outcome.SIGNED_IN)
    return (signed_in if visitor.is_sign_on else signed_in.filter(account=visitor.account)).exists()


def _seen(row: SignIn) -> dict[str, str | int | bool | None]:
    """What the log says of an attempt: an account by its number, never a name."""
    who: dict[str, str | int | bool | None] = (
        {"account": row.account_id} if row.account_id else {"name_hash": row.who.rpartition(":")[2]}
    )
    return {**who, "address": row.address, "known_device": bool(row.device)}
