"""The audit chain of acts: each entry holds the hash of the one before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.immutable import ImmutableRow


class AuditEntry(ImmutableRow):
    """One act. `sequence` counts from 1 without a gap; `payload` is canonical JSON text, so that its hash is its own.

    `hash` is the SHA-256 of the entry's canonical form with `previous_hash` in it; see `moderation.audit`.
    """

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("who"), max_length=200)
    action = models.CharField(_("action"), max_length=60)
    subject = models.CharField(_("about"), max_length=100, db_index=True)
    payload = models.TextField(_("details"))
    previous_hash = models.CharField(_("previous hash"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-sequence"]

    def __str__(self) -> str:
        return f"#{self.sequence}"


class AuditHead(models.Model):
    """The chain's end: the row that writers lock in turn, and that reveals a chain cut at its end."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.sequence)
