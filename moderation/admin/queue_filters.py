"""Filters for the queue figures of reports; the link of a figure names its filter."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.counted import LinkedFilter
from articles.models.codes import word_of
from moderation.vocabulary.waits import WAITS


class WaitingFilter(LinkedFilter):
    """Items that waited at a moment."""

    title = _("waiting at")
    parameter_name = "waiting_at"

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        at = parse_datetime(value)
        if at is None:
            return rows.none()
        return rows.filter(Q(decided_at=None) | Q(decided_at__gte=at), opened_at__lt=at)


class OverdueFilter(WaitingFilter):
    """Items that waited at a moment, past their due date."""

    title = _("overdue at")
    parameter_name = "overdue_at"

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return super().narrow(rows, value).filter(due_at__lt=value) if parse_datetime(value) else rows.none()


class InTimeFilter(LinkedFilter):
    """Items that were decided by their due date."""

    title = _("decided in time")
    parameter_name = "in_time"

    def words(self, value: str) -> str:
        return gettext("Yes")

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(decided_at__lte=F("due_at"))


class WaitedFilter(LinkedFilter):
    """Items by the time from entering to being decided."""

    title = _("waited")
    parameter_name = "waited"

    def words(self, value: str) -> str:
        return word_of(WAITS, value)

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value not in WAITS:
            return rows.none()
        step, shorter = WAITS[value], WAITS.terms[: WAITS.codes.index(value)]
        if step.most is not None:
            rows = rows.filter(decided_at__lte=F("opened_at") + step.most)
        # The last step alone has no longest wait.
        return rows.filter(decided_at__gt=F("opened_at") + shorter[-1].most) if shorter else rows
