"""One act on many items: prepared, counted, carried out row by row, and undone as a whole."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Story
from articles.models.codes import CodeField
from moderation.models.decisions.decision import Decision
from moderation.models.policy import Clause
from moderation.models.queue import QueueItem
from moderation.vocabulary.acts import ACTS, LABELS


class BulkRun(models.Model):
    """running ──▶ done · cancelled; done, cancelled ──undo──▶ undoing ──▶ undone."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    act = CodeField(_("act"), max_length=10, family=ACTS)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="+", verbose_name=_("clause"))
    label = CodeField(_("label"), max_length=20, family=LABELS, blank=True)
    # Of a run over articles of one story, which a moderator may start; gone with the story, the run stays.
    story = models.ForeignKey(Story, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("story"))
    note = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.RUNNING)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)

    class Meta:
        verbose_name = _("bulk run")
        verbose_name_plural = _("bulk runs")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_act_display()}"


class BulkRow(models.Model):
    """One item of a run, in the `version` that was previewed. `refused` says why it was not decided.

    `act` is the row's own act where it is an exception from the run's.
    """

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="rows")
    item = models.ForeignKey(QueueItem, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    act = CodeField(_("act"), max_length=10, family=ACTS, null=True, blank=True)  # type: ignore[misc]
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="+")
    refused = models.CharField(max_length=40, blank=True)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["run", "item"], name="bulk_item_once")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.item_id}"
