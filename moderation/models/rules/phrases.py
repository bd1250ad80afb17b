"""Phrase banks: lists of phrases that rules look for."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models.immutable import ImmutableRow


class PhraseBank(models.Model):
    """A bank by its code. After `expires_on` its phrases match nothing, since nobody watches the harm of old lists."""

    class Language(models.TextChoices):
        ZH = "zh", _("Chinese")
        EN = "en", _("English")
        ANY = "any", _("any")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80)
    language = models.CharField(_("language"), max_length=3, choices=Language, default=Language.ZH)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner"))
    expires_on = models.DateField(_("expires after"), null=True, blank=True)
    current = models.OneToOneField(
        "PhraseBankVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("current version")
    )

    class Meta:
        verbose_name = _("phrase bank")
        verbose_name_plural = _("phrase banks")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    def is_expired(self, today: date | None = None) -> bool:
        """Whether the day `expires_on` is over."""
        return self.expires_on is not None and self.expires_on < (today or timezone.localdate())


class PhraseBankVersion(ImmutableRow):
    """The phrases of a bank, one per line, as one person wrote them. Never changed."""

    bank = models.ForeignKey(PhraseBank, models.PROTECT, related_name="versions", verbose_name=_("phrase bank"))
    number = models.PositiveIntegerField(_("version"))
    phrases = models.TextField(_("phrases"))
    count = models.PositiveIntegerField(_("number of phrases"))
    note = models.CharField(_("why this change"), max_length=300, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a phrase bank")
        verbose_name_plural = _("versions of phrase banks")
        ordering = ["bank", "-number"]
        constraints = [models.UniqueConstraint(fields=["bank", "number"], name="bank_version_number")]

    def __str__(self) -> str:
        return f"{self.bank_id} v{self.number}"
