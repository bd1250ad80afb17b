"""Banks of picture hashes that platforms exchange, and the submitted pictures that are near one of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from articles.models.evidence.picture import Picture
from articles.vocabulary import hash_banks as words


class HashBank(models.Model):
    """A named bank of the installation. While `is_matched` is off, nothing is found in it and nothing is shown."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    is_matched = models.BooleanField(_("matched"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("hash bank")
        verbose_name_plural = _("hash banks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BankedHash(models.Model):
    """A PDQ hash of a bank, 64 hexadecimal digits; `tags` are its exchange's words. `changed_by` is None for imports.

    What does not belong to the bank's class is kept, since exchanges correct each other so, and is not matched.
    """

    bank = models.ForeignKey(HashBank, models.PROTECT, related_name="hashes", verbose_name=_("hash bank"))
    pdq = models.CharField("PDQ", max_length=64)
    category = CodeField(_("category"), max_length=20, family=words.SIGNAL_CATEGORIES, default=words.POSITIVE)
    tags = models.CharField(_("tags"), max_length=300, blank=True)
    state = CodeField(_("state"), max_length=10, family=words.HASH_STATES, default=words.ACTIVE)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("hash of a bank")
        verbose_name_plural = _("hashes of banks")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["bank", "pdq"], name="banked_hash_once")]

    def __str__(self) -> str:
        return f"{self.bank_id}/{self.pdq[:12]}"


class BankedBand(models.Model):
    """One band of one banked hash; see `articles.provenance.pictures.bands`. No constraint, as `RareTerm`."""

    pk = models.CompositePrimaryKey("hash", "banked_id")
    hash = models.BigIntegerField()
    banked_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("band of a banked hash")
        verbose_name_plural = _("bands of banked hashes")

    def __str__(self) -> str:
        return f"{self.hash:x}"


class BankMatch(models.Model):
    """A submitted picture near a banked hash: `distance` of their 256 bits differ, at most 31."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="bank_matches", verbose_name=_("picture"))
    banked = models.ForeignKey(BankedHash, models.PROTECT, related_name="matches", verbose_name=_("hash of a bank"))
    distance = models.PositiveSmallIntegerField(_("bits that differ"))
    created_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture in a hash bank")
        verbose_name_plural = _("pictures in hash banks")
        ordering = ["picture", "distance"]
        constraints = [models.UniqueConstraint(fields=["picture", "banked"], name="bank_match_once")]

    def __str__(self) -> str:
        return f"{self.picture_id} ~ {self.banked_id}"
