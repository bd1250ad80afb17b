"""Alarms about templates that stopped yielding a field."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from articles.models.source import Platform
from articles.vocabulary.pages import EXTRACTED_FIELDS


class TemplateAlarm(models.Model):
    """One field of one template whose share fell below the usual; open until the share recovers.

    Shares are of article versions, 0–1: `usual` over the four weeks before, `recent` over the last day.
    """

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="alarms", verbose_name=_("platform"))
    template = models.CharField(_("template"), max_length=60)
    field = CodeField(_("field"), max_length=40, family=EXTRACTED_FIELDS)
    usual = models.FloatField(_("usual share"))
    recent = models.FloatField(_("share of the last day"))
    articles = models.PositiveIntegerField(_("articles of the last day"))
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("template alarm")
        verbose_name_plural = _("template alarms")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "template", "field"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_alarm",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template}: {self.get_field_display()}"
