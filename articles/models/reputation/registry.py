"""The registry of sources: their names and relations, and the regulator's lists of permitted sources."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.codes import CodeField
from articles.models.source import Source
from articles.vocabulary.citations import LISTED, STANDINGS


class SourceName(models.Model):
    """A name of a source: its own, an abbreviation, a channel. `key` is its normal form.

    Two sources may share a name (an account named after an outlet); the registry distinguishes them by kind.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="names", verbose_name=_("source"))
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("name of a source")
        verbose_name_plural = _("names of sources")
        ordering = ["source", "id"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="source_name_once")]
        indexes = [models.Index(fields=["key"], name="source_name_key")]

    def __str__(self) -> str:
        return self.name


class SourceRelation(models.Model):
    """One source belongs to another: an account to the organisation that runs it. A null date is an open bound."""

    class Kind(models.TextChoices):
        BELONGS_TO = "belongs_to", _("belongs to")

    source = models.ForeignKey(Source, models.CASCADE, related_name="belongs", verbose_name=_("source"))
    unit = models.ForeignKey(Source, models.CASCADE, related_name="members", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.BELONGS_TO)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    evidence = models.CharField(
        _("evidence"), max_length=500, help_text=_("What tells it: a page, a document, its date")
    )

    class Meta:
        verbose_name = _("relation of sources")
        verbose_name_plural = _("relations of sources")
        ordering = ["source", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "unit", "kind"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("unit")), name="relation_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.unit}"


class ListEdition(models.Model):
    """One edition of a list of permitted news sources, in force from `valid_from` through `valid_until` (null: still).

    Editions of one list do not overlap: at most one is in force on a day.
    """

    code = models.SlugField(_("code of the edition"), unique=True, help_text=_("For example 2015"))
    title = models.CharField(_("title"), max_length=200)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    evidence = models.CharField(_("evidence"), max_length=500, help_text=_("Where the list was published"))
    valid_from = models.DateField(_("in force from"))
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True, editable=False)
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)

    class Meta:
        verbose_name = _("edition of the source list")
        verbose_name_plural = _("editions of the source list")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="edition_dates",
            )
        ]

    def __str__(self) -> str:
        return self.code


class ListEntry(models.Model):
    """The status of one outlet in an edition from a day on: listed, frozen or removed, with reason and evidence.

    An outlet has one entry for the edition itself, and one for each later change. On a given day the latest entry up
    to that day applies. Rows never change; a correction is a new entry.
    """

    edition = models.ForeignKey(
        ListEdition, models.CASCADE, related_name="entries", verbose_name=pgettext_lazy("source list", "edition")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="listings", verbose_name=_("source"))
    name = models.CharField(_("name in the list"), max_length=200)
    standing = CodeField(
        _("standing"), max_length=8, family=STANDINGS, only=lambda standing: standing.is_entry, default=LISTED
    )
    since = models.DateField(_("since"))
    tier = models.CharField(_("tier"), max_length=60, blank=True)
    province = models.CharField(_("province"), max_length=60, blank=True)
    medium = models.CharField(_("medium"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    evidence = models.CharField(_("evidence"), max_length=500)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("entry of the source list")
        verbose_name_plural = _("entries of the source list")
        ordering = ["edition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "source", "since", "standing"], name="entry_once"),
        ]
        indexes = [models.Index(fields=["source", "edition", "since"], name="entry_of_source")]

    def __str__(self) -> str:
        return f"{self.name} ({self.edition_id})"
