"""Stored responses to requests with an `Idempotency-Key`."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdempotentAnswer(models.Model):
    """The response to a POST, written in the transaction of its effect.

    `api_key` is the prefix of the caller's key, `name` its Idempotency-Key, `fingerprint` the SHA-256 of path and body.
    Kept for settings.IDEMPOTENCY_HOURS.
    """

    api_key = models.CharField(_("API key"), max_length=8)
    name = models.CharField(_("Idempotency-Key"), max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(_("status"))
    compressed = models.BinaryField()
    content_type = models.CharField(max_length=100, blank=True)
    location = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(_("answered"), auto_now_add=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [models.UniqueConstraint(fields=["api_key", "name"], name="idempotency_key_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_created")]

    def __str__(self) -> str:
        return f"{self.api_key} {self.status}"

    def unpacked(self, unseal: Callable[[bytes], bytes]) -> bytes:
        """Return the response body as sent."""
        return zlib.decompress(unseal(bytes(self.compressed)))

    @staticmethod
    def packed(body: bytes, seal: Callable[[bytes], bytes]) -> bytes:
        """Compress a response body for the column `compressed`, sealed by `seal`."""
        return seal(zlib.compress(body, 1))
