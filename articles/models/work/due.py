"""Work as a row: its due time, its attempts, and the lease of the worker that holds it.

A worker claims a row by compare-and-set and gets a token. It may complete the row only while the row still carries
that token, in the transaction that writes its results. A task may therefore be delivered twice, late, or never: it has
one effect, and a sweep rings again.

    due ──claim──▶ leased ──finish──▶ done (due_at null)
     ▲               │ ├─ lease runs out ──▶ due
     └──── retry ────┘ └─ attempts used up ──▶ dead (dead_at set, due_at null)
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Seconds until the next try, by attempts so far; the last one repeats.
RETRY_SECONDS = (5, 30, 120, 600)


class LeaseLost(Exception):
    """The lease is lost: another worker claimed the row, or it is complete. Discard the result."""


class DueQuerySet(models.QuerySet[Any]):
    def due(self, now: datetime) -> Self:
        """Select rows that are due and that no worker holds."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=now), due_at__lte=now)

    def claim(self, pk: int, token: str | None = None) -> str | None:
        """Claim the row for LEASE_SECONDS; return the token, or None when the row is not due or is held.

        Without a token of the caller's, which nobody else may use, the row gets a new one.
        """
        now = timezone.now()
        token = token or uuid.uuid4().hex
        taken = (
            self.due(now)
            .filter(pk=pk, attempts__lt=settings.MAX_ATTEMPTS)
            .update(
                token=token, leased_until=now + timedelta(seconds=settings.LEASE_SECONDS), attempts=F("attempts") + 1
            )
        )
        return token if taken else None

    def claim_untried(self, pks: Iterable[int], token: str | None = None) -> tuple[str, list[int]]:
        """Claim those of the rows that are due and were never tried, under one token; return the token and their ids.

        Rows that another worker is claiming are skipped, so there is no deadlock.
        """
        now = timezone.now()
        token = token or uuid.uuid4().hex
        with transaction.atomic():
            untried = self.due(now).filter(pk__in=pks, attempts=0).order_by("pk")
            taken = list(untried.select_for_update(skip_locked=True).values_list("pk", flat=True))
            self.filter(pk__in=taken).update(
                token=token, leased_until=now + timedelta(seconds=settings.LEASE_SECONDS), attempts=1
            )
        return token, taken

    def due_retries(self, pks: Iterable[int]) -> list[int]:
        """Select those of the rows that are due and were tried before."""
        again = self.due(timezone.now()).filter(pk__in=pks, attempts__gt=0)
        return list(again.order_by("pk").values_list("pk", flat=True))

    def release(self, pks: Sequence[int], token: str) -> None:
        """Release held rows that have not failed: they are due at once. Raises LeaseLost."""
        self.advance(
            pks, token, token="", leased_until=None, attempts=0, due_at=timezone.now(), notified_at=timezone.now()
        )

    def complete(self, pk: int, token: str, **changes: Any) -> None:
        """Write `changes` to a held row and release it. Raises LeaseLost when the row carries another token."""
        self.advance([pk], token, token="", leased_until=None, **changes)

    def advance(self, pks: Sequence[int], held: str, /, **changes: Any) -> None:
        """Write `changes` to rows that carry the token `held`. Raises LeaseLost when one of them does not."""
        if self.filter(pk__in=pks, token=held).update(**changes) < len(pks):
            raise LeaseLost(f"{self.model.__name__} {', '.join(map(str, pks))}")

    def retry(self, pk: int, token: str, error: str) -> None:
        """Schedule a retry after a backoff that grows with the attempts; dead when they are used up."""
        attempts = self.values_list("attempts", flat=True).get(pk=pk)
        now = timezone.now()
        if attempts >= settings.MAX_ATTEMPTS:
            self.complete(pk, token, due_at=None, dead_at=now, last_error=error)
            return
        pause = RETRY_SECONDS[min(attempts, len(RETRY_SECONDS)) - 1]
        self.complete(pk, token, due_at=now + timedelta(seconds=pause), notified_at=None, last_error=error)


class DueRow(models.Model):
    """Columns of a work row. `last_error` names the exception and its place, never the text that caused it."""

    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    token = models.CharField(max_length=32, blank=True)
    notified_at = models.DateTimeField(_("last rung"), null=True, blank=True, db_column="rung_at")
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    dead_at = models.DateTimeField(_("given up"), null=True, blank=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        abstract = True
