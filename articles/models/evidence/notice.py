"""The platform's disclaimers about an article, and its author's declarations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleVersion
from articles.models.codes import CodeField
from articles.models.source import Platform
from articles.vocabulary.notices import DISCLAIMERS


class Disclaimer(models.Model):
    """One wording of a platform's disclaimer, stored once for all articles that carry it.

    Known wordings come with the product. An unknown one is a candidate until a lead confirms or dismisses it. `also`
    lists further codes of the wording. `edition` counts a platform's wordings of one code and language from 1; 0 before
    confirmation. `text` may hold blanks ({}) for parts that vary. `text_key` is a hash of the wording without
    punctuation and width differences.
    """

    class Status(models.TextChoices):
        KNOWN = "known", _("known")
        CANDIDATE = "candidate", _("to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        DISMISSED = "dismissed", _("dismissed")

    platform = models.ForeignKey(Platform, models.PROTECT, related_name="disclaimers", verbose_name=_("platform"))
    code = CodeField(_("code"), max_length=30, family=DISCLAIMERS)
    also = models.JSONField(_("also says"), default=list, db_default=[])
    language = models.CharField(_("language"), max_length=12)
    edition = models.PositiveSmallIntegerField(_("edition"), default=0)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CANDIDATE)
    text = models.TextField(_("wording"))
    text_key = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField(_("first seen"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    versions = models.ManyToManyField(ArticleVersion, related_name="disclaimers", verbose_name=_("articles"))

    class Meta:
        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")
        ordering = ["platform", "code", "language", "edition"]
        constraints = [models.UniqueConstraint(fields=["platform", "text_key"], name="disclaimer_wording")]
        indexes = [
            models.Index(fields=["platform"], condition=models.Q(status="candidate"), name="wording_candidate"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class DeclarationLine(models.Model):
    """A line under a label of declarations (作者声明：…) that no rule knows, stored once per platform and statement.

    It is a candidate until a lead confirms what it declares (`codes`, the main one first) or dismisses it. `text_key`
    is a hash of the statement without label, punctuation and width differences.
    """

    class Status(models.TextChoices):
        CANDIDATE = "candidate", _("to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        DISMISSED = "dismissed", _("dismissed")

    platform = models.ForeignKey(Platform, models.PROTECT, related_name="declaration_lines", verbose_name=_("platform"))
    codes = models.JSONField(_("declares"), default=list)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CANDIDATE)
    text = models.TextField(_("wording"))
    text_key = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))
    versions = models.ManyToManyField(ArticleVersion, related_name="declaration_lines", verbose_name=_("articles"))

    class Meta:
        verbose_name = _("declaration line")
        verbose_name_plural = _("declaration lines")
        ordering = ["platform", "first_seen_at"]
        constraints = [models.UniqueConstraint(fields=["platform", "text_key"], name="declaration_line")]
        indexes = [
            models.Index(fields=["platform"], condition=models.Q(status="candidate"), name="line_candidate"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED


class ProvenanceFlag(models.Model):
    """One declaration in or beside an article about the origin of its material.

    `start` and `end` count characters of the version's text; null for captions. `also` lists further codes of the
    same declaration. `visibility` says whether a reader sees it, judged from the page alone (see
    `articles.parsing.visibility.judge`); empty without a page.
    """

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="flags", verbose_name=_("article"))
    code = models.CharField(_("code"), max_length=30, db_index=True)
    also = models.JSONField(_("also says"), default=list)
    text = models.TextField(_("wording"))
    location = models.CharField(_("location"), max_length=12)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    declared_by = models.CharField(_("declared by"), max_length=12, default="author")
    visibility = models.CharField(_("visibility"), max_length=12, blank=True)
    visibility_evidence = models.CharField(_("what tells it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("provenance flag")
        verbose_name_plural = _("provenance flags")
        ordering = ["version", "id"]

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:40]}"

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes of the declaration, the main one first."""
        return (self.code, *self.also)
