"""Daily roll-ups: the counts of each day, its leaders, and the days to count again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RollUp(models.Model):
    """How often `key` occurred on one day (Asia/Shanghai), as `measure` counts it; no row means zero.

    `key` joins the values of the dimensions by “|”. Measures of a whole week stand under its Monday.
    """

    day = models.DateField(_("day"))
    subject = models.CharField(_("subject"), max_length=20)
    measure = models.CharField(_("measure"), max_length=40)
    key = models.CharField(_("key"), max_length=300, blank=True)
    value = models.BigIntegerField(_("value"))

    class Meta:
        verbose_name = _("daily roll-up")
        verbose_name_plural = _("daily roll-ups")
        ordering = ["day", "measure", "key"]
        constraints = [models.UniqueConstraint(fields=["day", "measure", "key"], name="rollup_once")]
        indexes = [
            models.Index(fields=["subject", "day"], name="rollup_subject"),
            # Stocks are sums over all days of a few measures.
            models.Index(fields=["measure", "day"], name="rollup_measure"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.measure} {self.key}: {self.value}"


class Leader(models.Model):
    """One item of a day's top list, or of a week's under its Monday; `rank` counts from 1.

    `item` is the id of the listed row; `facts` are plain values beside it.
    """

    day = models.DateField(_("day"))
    subject = models.CharField(_("subject"), max_length=20)
    listing = models.CharField(_("list"), max_length=30)
    rank = models.PositiveSmallIntegerField(_("rank"))
    item = models.BigIntegerField(_("item"))
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        verbose_name = _("leader of a day")
        verbose_name_plural = _("leaders of days")
        ordering = ["day", "listing", "rank"]
        constraints = [models.UniqueConstraint(fields=["day", "listing", "rank"], name="leader_rank_once")]
        indexes = [models.Index(fields=["subject", "day"], name="leader_subject")]

    def __str__(self) -> str:
        return f"{self.day} {self.listing} {self.rank}"


class CountedDay(models.Model):
    """A day that was counted, as of `counted_at`. `generation` grows each time that its roll-ups are written."""

    day = models.DateField(_("day"), primary_key=True)
    counted_at = models.DateTimeField(_("counted"))
    seconds = models.FloatField(_("seconds it took"), default=0)
    generation = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("counted day")
        verbose_name_plural = _("counted days")

    def __str__(self) -> str:
        return str(self.day)


class DayMark(models.Model):
    """A day to count again, because a row of its subject changed after the count. The row is the work.

    Database triggers insert marks in the transaction of any change; a count deletes the marks it started with, and
    keeps later ones. With `onwards` all days from this one on are due.
    """

    day = models.DateField()
    subject = models.CharField(max_length=20)
    onwards = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("mark of a day")
        verbose_name_plural = _("marks of days")

    def __str__(self) -> str:
        return f"{self.day} {self.subject}"
