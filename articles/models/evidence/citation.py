"""Citations of an article: its reference list, and claims that it attributes to others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, ArticleVersion
from articles.models.codes import CodeField
from articles.models.source import Source
from articles.vocabulary.citations import ATTRIBUTIONS


class Reference(models.Model):
    """One item of the 参考资料 list. `used`: an attribution in the text matches it; null before the check.

    `source` is the outlet in the registry, `article` the stored article it refers to; both may be unknown.
    The keys are normal forms for matching: the outlet's name, and hashes of headline and URL
    (`articles.intake.identity.keys`).
    """

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="references", verbose_name=_("article"))
    position = models.PositiveIntegerField(_("position"))
    headline = models.CharField(_("headline"), max_length=1000)
    outlet = models.CharField(_("outlet"), max_length=200, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    url = models.CharField("URL", max_length=2000, blank=True)
    used = models.BooleanField(_("used in the text"), null=True)
    outlet_key = models.CharField(max_length=200, blank=True)
    headline_key = models.CharField(max_length=16, blank=True)
    url_key = models.CharField(max_length=16, blank=True)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="references", verbose_name=_("source")
    )
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="referred_by", verbose_name=_("stored article")
    )

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="reference_position")]
        indexes = [
            models.Index(fields=["outlet_key"], name="reference_outlet_key"),
            models.Index(fields=["headline_key"], name="reference_headline_key"),
            models.Index(fields=["url_key"], name="reference_url_key"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet} {self.headline[:40]}".strip()


class Attribution(models.Model):
    """A claim in the text that the article attributes to somebody. Spans count characters of the version's text."""

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="attributions", verbose_name=_("article"))
    who = models.CharField(_("credited to"), max_length=200, blank=True)
    kind = CodeField(_("class"), max_length=30, family=ATTRIBUTIONS)
    verb = models.CharField(_("verb"), max_length=20, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    claim_start = models.PositiveIntegerField(null=True)
    claim_end = models.PositiveIntegerField(null=True)
    reference = models.ForeignKey(
        Reference, models.SET_NULL, null=True, related_name="attributions", verbose_name=_("matching reference")
    )
    # Normal form of the credited name, to match the registry and other articles; empty when no name is given.
    who_key = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="attributions", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        ordering = ["version", "start"]
        indexes = [models.Index(fields=["who_key"], name="attribution_who_key")]

    def __str__(self) -> str:
        return self.who or str(self.get_kind_display())
