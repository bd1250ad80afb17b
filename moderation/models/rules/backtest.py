"""A rule tried on stored articles before it may run on new ones."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.models.rules.routing import RuleVersion


class Backtest(models.Model):
    """running ──▶ done · cancelled · failed. The work is its chunks; `result` is their sum (see `moderation.routing`).

    `failed` holds the code of the fault that ended it.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("finished")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("stopped by a fault")

    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="backtests", verbose_name=_("version"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.RUNNING)
    articles = models.PositiveIntegerField(_("articles"))
    result = models.JSONField(_("result"), null=True)
    failed = models.CharField(max_length=30, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("backtest")
        verbose_name_plural = _("backtests")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(state="running"), name="one_running_backtest"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(result__isnull=False, finished_at__isnull=False),
                name="done_backtest_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_state_display()}"


class BacktestChunk(models.Model):
    """Article versions `first` to `last` (ids) of a backtest: a lease while a worker is on it, then its result."""

    backtest = models.ForeignKey(Backtest, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    articles = models.PositiveIntegerField()
    token = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["backtest", "number"], name="backtest_chunk_number")]
        indexes = [
            models.Index(fields=["backtest", "number"], condition=models.Q(result__isnull=True), name="chunk_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.backtest_id}/{self.number}"
