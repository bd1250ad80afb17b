"""The progress of one article version through the stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import zip_longest
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleVersion
from articles.models.source import Platform
from articles.models.work.due import RETRY_SECONDS, DueQuerySet, DueRow

MOST_OVERRUNS = 2
"""Time-outs after which a row is given up: the first in company or alone, the second alone."""
OVERRUN_PATIENCE = timedelta(minutes=10)
"""How long a row that ran out of time lets others go first."""


class AssessmentQuerySet(DueQuerySet):
    """Takes due rows in turns by platform, so that a platform that floods delays itself and nobody else."""

    def turns(self, most: int) -> list[int]:
        """Select at most `most` due rows: the longest waiting one of each platform, then each one's second, and so on.

        Rows that ran out of time are left out. A query finds the platforms with due rows, and one for each of them
        its rows; each reads the head of an index, however many rows wait. More platforms than `most` take turns by
        their longest waiting row.
        """
        now = timezone.now()
        waiting = self.due(now).filter(overruns=0, attempts__lt=settings.MAX_ATTEMPTS)
        theirs = waiting.filter(platform=OuterRef("pk"))
        platforms: list[int | None] = list(Platform.objects.filter(Exists(theirs)).values_list("pk", flat=True))
        lines = []
        # Rows of before the column have no platform: together they take turns as one.
        for platform in (*platforms, None):
            line = waiting.filter(platform=platform).order_by("due_at", "pk").values_list("due_at", "pk")[:most]
            lines.append(list(line))
        rounds = zip_longest(*lines)
        taken = [pk for each in rounds for _, pk in sorted(row for row in each if row is not None)]
        return taken[:most]

    def count_waiting(self, platforms: Collection[str], most: int) -> int:
        """Count due rows of these platforms (codes), or of all when none is named; stops counting at `most`."""
        waiting = self.filter(due_at__isnull=False).order_by()
        if platforms:
            waiting = waiting.filter(platform__in=list(Platform.objects.filter(code__in=platforms)))
        return waiting[:most].count()

    def overrun_turn(self) -> int | None:
        """Select the row that ran out of time and may be tried once more now; None when there is none.

        One at a time, so that at most one worker stands at its limit, and only while no other row waits; a row that
        has waited for `OVERRUN_PATIENCE` need not wait for others.
        """
        now = timezone.now()
        first = self.due(now).filter(overruns__gt=0).order_by("due_at", "pk").values_list("pk", "due_at").first()
        if first is None or self.filter(overruns__gt=0, leased_until__gte=now).exists():
            return None
        pk, due_at = first
        may_go_first = due_at < now - OVERRUN_PATIENCE
        return pk if may_go_first or not self.turns(1) else None

    def overrun(self, pks: Sequence[int], token: str, error: str) -> None:
        """Count a time-out of held rows: each is tried once more, and after the second it is a dead letter.

        Rows that carry another token are left alone: another worker has them.
        """
        now = timezone.now()
        held = self.filter(pk__in=pks, token=token)
        last = f"{error}: out of time {MOST_OVERRUNS} times, the last time alone"
        again = now + timedelta(seconds=RETRY_SECONDS[0])
        released = {"overruns": F("overruns") + 1, "token": "", "leased_until": None}
        with transaction.atomic():
            held.filter(overruns__gte=MOST_OVERRUNS - 1).update(due_at=None, dead_at=now, last_error=last, **released)
            held.update(due_at=again, notified_at=None, last_error=error, **released)

    def held_by(self, begin: str) -> dict[str, list[int]]:
        """Select the rows that workers hold under tokens with this beginning: their ids by token."""
        held = self.filter(due_at__isnull=False, leased_until__isnull=False, token__startswith=begin)
        found: dict[str, list[int]] = defaultdict(list)
        for token, pk in held.values_list("token", "pk"):
            found[token].append(pk)
        return dict(found)


class Assessment(DueRow):
    """The stage that a version has reached, and the work that is due on it; see `articles.assessment.pipeline`.

    `platform` is that of the article: platforms take turns. `overruns` counts the time-outs of the work that is due.
    """

    class Stage(models.TextChoices):
        FINGERPRINTS = "fingerprints", _("fingerprints")
        REUSE = "reuse", _("reuse")
        PROVENANCE = "provenance", _("provenance")
        SCORING = "scoring", _("scoring")
        DONE = "done", _("done")

    version = models.OneToOneField(
        ArticleVersion, models.CASCADE, related_name="assessment", verbose_name=_("article version")
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.FINGERPRINTS)
    platform = models.ForeignKey(
        Platform, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("platform")
    )
    overruns = models.PositiveSmallIntegerField(_("time-outs"), default=0, db_default=0)

    objects: ClassVar[Any] = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-id"]
        indexes = [
            # Holds only due rows, so it stays small however many rows are done.
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="assessment_due"),
            # The line of each platform; its head is read at every turn.
            models.Index(
                fields=["platform", "due_at"], condition=models.Q(due_at__isnull=False), name="assessment_turns"
            ),
            models.Index(fields=["dead_at"], condition=models.Q(dead_at__isnull=False), name="assessment_dead"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(stage="done") | models.Q(due_at__isnull=True), name="assessment_done_is_not_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.get_stage_display()}"
