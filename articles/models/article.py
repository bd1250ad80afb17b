"""Parsed articles and their versions."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from articles.models.page import Page
from articles.models.source import Platform, Source
from articles.parsing.extracted import ExtractedArticle
from articles.vocabulary.kinds import KINDS
from articles.vocabulary.scores import BANDS
from articles.vocabulary.topics import TOPICS


class Article(models.Model):
    """One article of a platform. Its text stands in its versions; `current` is the latest."""

    platform = models.ForeignKey(Platform, models.PROTECT, related_name="articles", verbose_name=_("platform"))
    # The strongest name the first submission gave: "id:…", "url:…", "page:…". Unique, so that two simultaneous
    # submissions of an article cannot create two.
    identity = models.CharField(max_length=300)
    external_id = models.CharField(_("id on the platform"), max_length=200, blank=True)
    url = models.CharField("URL", max_length=2000, blank=True)
    # Hash of the canonical URL, to match references with. Empty without URL.
    url_key = models.CharField(max_length=16, blank=True)
    # Hash of source and headline: identifies a changed page that came without id and URL.
    title_key = models.CharField(max_length=64)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("source")
    )
    current = models.OneToOneField(
        "ArticleVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("current version")
    )
    # When a lead confirmed the time of publication that the submission claims.
    time_confirmed_at = models.DateTimeField(_("time of publication confirmed"), null=True, blank=True)
    # When its platform withdrew it, and why. Nothing newer is judged by it; what was decided and found stays.
    withdrawn_at = models.DateTimeField(_("withdrawn by its platform"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), null=True, blank=True)  # noqa: DJ001 - as below
    created_at = models.DateTimeField(_("stored"), auto_now_add=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["platform", "identity"], name="article_identity")]
        indexes = [
            models.Index(fields=["created_at", "id"]),
            models.Index(fields=["platform", "title_key"]),
            models.Index(fields=["source", "created_at"]),
            models.Index(fields=["url_key"], name="article_url_key"),
            models.Index(
                fields=["external_id", "platform"], condition=~models.Q(external_id=""), name="article_by_external_id"
            ),
        ]

    def __str__(self) -> str:
        return self.current.headline if self.current else f"#{self.pk}"


class ArticleVersion(models.Model):
    """One version of an article: its page, the extraction, and the results of the stages.

    `number` counts from 1. `extraction` is the contract's ExtractedArticle; other columns serve lists as filters and
    sort keys. `missing` names the fields that the page did not yield, separated by commas. The stages fill `topic`,
    `kind`, `well_sourced` (null: no source is required), `disclosed` and `clickbait_band`. `topic_evidence` holds the
    words that decided, `{"topic": […], "kind": […]}`, or `{"corrected": true}`. `unread` lists what the stages did not
    read of the text, null when they read it all: `[code, amount, start]`, see
    `articles.provenance.attribution.budget.Unread`.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("version"))
    page = models.ForeignKey(Page, models.PROTECT, related_name="versions", verbose_name=_("page"))
    content_sha256 = models.CharField(max_length=64)
    template = models.CharField(_("template"), max_length=60, blank=True)
    headline = models.CharField(_("headline"), max_length=1000)
    headline_key = models.CharField(max_length=16, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    extraction = models.JSONField(_("extraction"))
    missing = models.CharField(_("fields not found"), max_length=200, blank=True)
    topic = CodeField(_("topic"), max_length=30, family=TOPICS, blank=True)
    topic_is_news = models.BooleanField(_("needs a source label"), null=True)
    # Null on rows of the time before kinds: SQLite adds a column in place only where it may be null.
    kind = CodeField(_("kind of text"), max_length=20, family=KINDS, null=True, blank=True)  # type: ignore[misc]
    topic_evidence = models.JSONField(_("words for kind and topic"), null=True, blank=True)
    well_sourced = models.BooleanField(_("well sourced"), null=True)
    disclosed = models.BooleanField(_("declares its provenance"), default=False)
    clickbait_band = CodeField(_("clickbait"), max_length=12, family=BANDS, blank=True)
    earliest = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("earliest known copy")
    )
    unread = models.JSONField(_("not read"), null=True, blank=True)
    assessed_at = models.DateTimeField(_("assessed"), null=True, blank=True)
    created_at = models.DateTimeField(_("stored"), auto_now_add=True)

    class Meta:
        verbose_name = _("article version")
        verbose_name_plural = _("article versions")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="version_number")]
        indexes = [
            models.Index(fields=["created_at", "id"]),
            models.Index(fields=["assessed_at"]),
            models.Index(fields=["headline_key"], name="version_headline_key"),
            models.Index(fields=["clickbait_band", "id"], name="version_band"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (v{self.number})"

    @cached_property
    def extracted(self) -> ExtractedArticle:
        """The extraction as a value."""
        return ExtractedArticle.from_json(self.extraction)
