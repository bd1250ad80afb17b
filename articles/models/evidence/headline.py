"""Moderators' verdicts on headlines, clickbait models trained on them, and scores of shadow models."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleVersion


class HeadlineVerdict(models.Model):
    """A training label: a moderator's decision about the headline of one version. A later decision replaces it.

    `sampled` is true when the article was drawn at random for review, not because of a score. `decision` is a plain
    number, because decisions belong to another app.
    """

    version = models.OneToOneField(ArticleVersion, models.CASCADE, primary_key=True, related_name="headline_verdict")
    is_clickbait = models.BooleanField(_("clickbait"))
    sampled = models.BooleanField(_("by chance"), default=False)
    decision = models.BigIntegerField(_("decision"))
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("verdict on a headline")
        verbose_name_plural = _("verdicts on headlines")
        indexes = [models.Index(fields=["decided_at"], name="verdict_decided")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.is_clickbait}"


class HeadlineModel(models.Model):
    """Weights of the clickbait score, trained on this installation. Without an active model the shipped file scores.

        shadow ──promote──▶ active ──another is promoted, or withdraw──▶ retired ──promote──▶ active
           └──another is trained, or withdraw──▶ retired

    `weights` is a file of weights (`articles.scoring.clickbait.weights`), `sha256` is its hash. `comparison` compares
    this model with the one that was in use at training time, on the same verdicts, which neither had seen.
    """

    class State(models.TextChoices):
        SHADOW = "shadow", _("in shadow")
        ACTIVE = "active", _("in use")
        RETIRED = "retired", _("retired")

    name = models.CharField(_("model version"), max_length=60, unique=True)
    language = models.CharField(_("language"), max_length=2)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.SHADOW)
    weights = models.JSONField(_("weights"))
    sha256 = models.CharField(max_length=64)
    verdicts = models.PositiveIntegerField(_("verdicts learned from"))
    comparison = models.JSONField(_("figures"), default=dict)
    created_at = models.DateTimeField(_("trained"), auto_now_add=True)

    class Meta:
        verbose_name = _("headline model")
        verbose_name_plural = _("headline models")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "state"],
                condition=models.Q(state__in=["shadow", "active"]),
                name="one_headline_model_in_use",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ShadowScore(models.Model):
    """A score by a model in shadow; the score by the active model is the version's `Score`."""

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="shadow_scores", db_index=False)
    model = models.ForeignKey(HeadlineModel, models.CASCADE, related_name="shadow_scores")
    value = models.FloatField(_("value"))
    band = models.CharField(_("band"), max_length=12)
    created_at = models.DateTimeField(_("computed"), auto_now_add=True)

    class Meta:
        verbose_name = _("shadow score")
        verbose_name_plural = _("shadow scores")
        constraints = [models.UniqueConstraint(fields=["version", "model"], name="shadow_score_once")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.value}"
