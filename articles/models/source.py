"""Platforms that host articles, and sources that publish them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from articles.vocabulary.citations import ACCOUNT, SOURCE_KINDS


class Platform(models.Model):
    """A host of articles: 网易号, 搜狐号, 头条号… `code` is its name in parsers and API."""

    code = models.SlugField(_("code"), unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)

    class Meta:
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh


class Source(models.Model):
    """A publisher or a cited source: an account of a platform, an outlet, an institution."""

    kind = CodeField(_("kind"), max_length=12, family=SOURCE_KINDS, default=ACCOUNT)
    platform = models.ForeignKey(
        Platform, models.PROTECT, null=True, blank=True, related_name="sources", verbose_name=_("platform")
    )
    name = models.CharField(_("name"), max_length=200)
    external_id = models.CharField(_("id on the platform"), max_length=200, blank=True)
    profile_url = models.CharField(_("profile"), max_length=2000, blank=True)
    tagline = models.CharField(_("tagline"), max_length=500, blank=True)
    article_count = models.PositiveBigIntegerField(_("articles on the platform"), null=True, blank=True)
    follower_count = models.PositiveBigIntegerField(_("followers"), null=True, blank=True)
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "external_id"], condition=~models.Q(external_id=""), name="source_external_id"
            ),
            models.UniqueConstraint(
                fields=["platform", "kind", "name"], condition=models.Q(external_id=""), name="source_name"
            ),
            # A unique constraint ignores rows without a platform, since NULL never equals NULL.
            models.UniqueConstraint(
                fields=["kind", "name"], condition=models.Q(platform=None, external_id=""), name="source_name_alone"
            ),
        ]
        indexes = [models.Index(fields=["created_at", "id"]), models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name


class ReviewOutcome(models.Model):
    """The outcome of a human review of one article: the record that the source's reliability rests on.

    `severity` is 0 for an article that broke no rule, else 0–1 by the clause it broke. One row per article: a reversal
    replaces it. `sampled`: the article was drawn for a random audit, so it represents all articles of the source.
    `corrected_at`: when a moderator allowed a version that came after the violation; the violation stays. `dated_on`:
    the day its age counts from, see `articles.scoring.stored.dating`; null on rows from before: that of the decision.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="review_outcomes")
    article = models.OneToOneField("articles.Article", models.CASCADE, related_name="review_outcome")
    severity = models.FloatField(_("severity"))
    decided_at = models.DateTimeField(_("decided at"))
    sampled = models.BooleanField(_("random audit"), default=False)
    dated_on = models.DateField(_("counts from"), null=True, blank=True)
    corrected_at = models.DateTimeField(_("correction allowed"), null=True, blank=True)

    class Meta:
        verbose_name = _("review outcome")
        verbose_name_plural = _("review outcomes")
        constraints = [
            models.CheckConstraint(condition=models.Q(severity__gte=0, severity__lte=1), name="outcome_severity_range")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.severity}"
