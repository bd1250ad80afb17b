"""Scores with their explanations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleVersion
from articles.models.codes import CodeField
from articles.models.source import Source
from articles.vocabulary.scores import BANDS, SCORES


class Score(models.Model):
    """One score of one article version by one model version; `articles.scoring.result` explains the fields.

    A `reliability` score belongs to `source` and is the value at the time of the assessment.
    """

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="scores", verbose_name=_("article"))
    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, related_name="scores", verbose_name=_("source")
    )
    name = CodeField(_("score"), max_length=20, family=SCORES)
    model = models.CharField(_("model version"), max_length=60)
    value = models.FloatField(_("value"), null=True)
    low = models.FloatField(_("interval from"), null=True)
    high = models.FloatField(_("interval to"), null=True)
    n = models.FloatField(_("observations"), null=True)
    band = CodeField(_("band"), max_length=12, family=BANDS)
    unit = models.CharField(_("unit"), max_length=12)
    baseline = models.FloatField(_("baseline"))
    reasons = models.JSONField(_("reasons"), default=list)
    created_at = models.DateTimeField(_("computed"), auto_now_add=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["version", "name", "model"], name="score_once")]
        indexes = [
            models.Index(fields=["source", "name", "-created_at"]),
            models.Index(fields=["band", "id"], name="score_band"),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} {self.value:.3g} ({self.get_band_display()})"
